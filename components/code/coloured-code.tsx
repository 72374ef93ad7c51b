import bash from 'highlight.js/lib/languages/bash'
import csharp from 'highlight.js/lib/languages/csharp'
import go from 'highlight.js/lib/languages/go'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import typescript from 'highlight.js/lib/languages/typescript'
import { createLowlight } from 'lowlight'
import type { ReactNode } from 'react'
import classes from './coloured-code.module.css'

const languages = { bash, csharp, go, java, javascript, php, python, ruby, typescript }
export type CodeLanguage = keyof typeof languages

const lowlight = createLowlight(languages)

type Tree = ReturnType<typeof lowlight.highlight>
type TreeNode = Tree['children'][number]

/** A program in the colours of the editor. In a bundle of its own: few pages show one. */
export default function ColouredCode({ text, language }: { text: string; language: CodeLanguage }) {
  return coloured(lowlight.highlight(language, text).children)
}

function coloured(nodes: TreeNode[]): ReactNode {
  return nodes.map((node, index) => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return null
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the text
      <span key={index} className={classOf(node.properties.className)}>
        {coloured(node.children)}
      </span>
    )
  })
}

/** The first name says the kind, as `hljs-keyword`; what has no colour of its own has that of the text. */
function classOf(names: unknown): string | undefined {
  const [name] = Array.isArray(names) ? names : []
  return classes[String(name).replace('hljs-', '')]
}
