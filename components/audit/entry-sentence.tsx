import { UnstyledButton } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import Link from 'next/link'
import type { AuditEntry } from '../../server/contract/audit.ts'
import { IdText } from '../ids/id-text.tsx'
import { pageOfId } from '../shell/page-of-id.ts'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { auditSentence } from './audit-words.ts'
import classes from './entry-sentence.module.css'

interface Narrow {
  onActor: (id: string) => void
  onTarget: (id: string) => void
}

/** What somebody did, as one would say it; the action as the API names it on hover. */
export function EntrySentence({ entry, onActor, onTarget }: { entry: AuditEntry } & Narrow) {
  const { actor, action, target } = entry
  const { before, after } = auditSentence(action)
  const who = whoOf(actor)
  return (
    <span className={classes.sentence} title={action}>
      {actor.id === null ? (
        <span className={classes.who}>{who}</span>
      ) : (
        <UnstyledButton
          className={classes.who}
          title={`Only what ${who} did`}
          onClick={() => onActor(actor.id as string)}
        >
          {who}
        </UnstyledButton>
      )}{' '}
      {before}{' '}
      {after !== null && (
        <>
          <Target entry={entry} /> {after}
          {!isNoId(target.id) && (
            <UnstyledButton
              className={classes.only}
              aria-label={`Only what was done to ${target.name ?? target.id}`}
              title="Only what was done to this"
              onClick={() => onTarget(target.id)}
            >
              <IconFilter size={12} />
            </UnstyledButton>
          )}
        </>
      )}
    </span>
  )
}

const kinds: Record<string, string> = { key: 'API key', portal_session: 'Portal session', user: 'Somebody' }

export function whoOf({ kind, name }: AuditEntry['actor']): string {
  return name ?? (kind === 'system' ? 'Postrider' : (kinds[kind] ?? kind))
}

/** Many things at once have no id. */
const manyWords: Record<string, string> = { selection: 'the chosen ones', filter: 'all that matched a filter' }

const isNoId = (id: string) => manyWords[id] !== undefined

/** What it was done to, with the way there unless that is gone. */
function Target({ entry: { action, target } }: { entry: AuditEntry }) {
  const many = manyWords[target.id]
  if (many) return many
  const page = action.endsWith('.delete') ? null : pageOfId(target.id)
  if (target.name === null)
    return <IdText id={target.id} what={`${target.kind} id`} {...(page && { href: page.href })} />
  const name = target.kind === 'subscription' ? <UrlText url={target.name} /> : target.name
  if (!page) return <span className={classes.target}>{name}</span>
  return (
    <Link className={`${cells.link} ${classes.target}`} href={page.href}>
      {name}
    </Link>
  )
}
