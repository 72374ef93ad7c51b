import { Tooltip, UnstyledButton } from '@mantine/core'
import type { Scope } from '../../server/contract/scopes.ts'
import cells from '../table/cells.module.css'
import { countOfScopes, scopeWords, wordsOfScopes } from './scope-words.ts'

/** What a key may do, in words, and how many scopes that is: all of them, as the API calls them, on hover and focus. */
export function ScopesText({ scopes }: { scopes: readonly Scope[] }) {
  const all = scopes.map((scope) => `${scopeWords[scope]} (${scope})`)
  return (
    <span className={cells.stacked}>
      <span>{wordsOfScopes(scopes)}</span>
      <Tooltip
        events={{ hover: true, focus: true, touch: true }}
        label={all.map((line) => <div key={line}>{line}</div>)}
      >
        <UnstyledButton fz="inherit" w="fit-content" className={cells.secondary} aria-description={all.join(', ')}>
          {countOfScopes(scopes)}
        </UnstyledButton>
      </Tooltip>
    </span>
  )
}
