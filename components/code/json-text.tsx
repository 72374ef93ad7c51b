import classes from './json-text.module.css'
import { jsonTokens } from './json-tokens.ts'

/** Every token is an element: beyond this they cost more than the colours give. */
const colouredCharacters = 40_000

/** JSON in the colours of the editor. */
export function JsonText({ text }: { text: string }) {
  if (text.length > colouredCharacters) return text
  return jsonTokens(text).map((token, index) =>
    token.kind === null ? (
      token.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the text
      <span key={index} className={classes[token.kind]}>
        {token.text}
      </span>
    ),
  )
}
