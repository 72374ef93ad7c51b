import { RE2JS } from 're2js'

/**
 * Patterns of schemas run on publishers' data, so they must not backtrack: RE2 takes time linear in the text and refuses
 * what it cannot promise that for (look-around, back references). This is the engine that Ajv asks for.
 */
export const linearPattern = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern))
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern }
  },
  // Ajv writes this name into stand-alone code, which is not generated here.
  { code: 'linearPattern' },
)
