import type { Scope } from '../../server/contract/scopes.ts'
import cells from '../table/cells.module.css'
import { scopeWords, wordsOfScopes } from './scope-words.ts'

/** What a key may do, in words, with the names that the API has for it below; all of them on hover. */
export function ScopesText({ scopes }: { scopes: readonly Scope[] }) {
  const all = scopes.map((scope) => `${scopeWords[scope]} (${scope})`).join('\n')
  return (
    <span className={cells.stacked} title={all}>
      <span>{wordsOfScopes(scopes)}</span>
      <span className={`${cells.secondary} ${cells.mono}`}>{scopes.join(', ')}</span>
    </span>
  )
}
