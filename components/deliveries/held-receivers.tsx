import { Text } from '@mantine/core'
import Link from 'next/link'
import type { HeldReceiver } from '../../server/contract/held-receiver.ts'
import { UrlText } from '../subscriptions/url-text.tsx'
import cells from '../table/cells.module.css'
import { Countdown } from '../time/countdown.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { heldSentence } from './held-words.ts'

/** For whom what would be sent again waits, and until when: before it is agreed to. */
export function HeldReceivers({ held }: { held: HeldReceiver[] }) {
  return held.map((each) => (
    <div key={each.subscription} className={cells.stacked} role="status">
      <Link href={`/subscriptions/${each.subscription}`} className={cells.link}>
        <UrlText url={each.url} />
      </Link>
      <Text size="sm" component="span" c="var(--warn-ink)">
        {heldSentence(each)}.
        {each.since && (
          <>
            {' '}
            The first failure was <RelativeTime at={each.since} />.
          </>
        )}
        {each.next_probe_at && (
          <>
            {' '}
            The next probe is <Countdown to={each.next_probe_at} />.
          </>
        )}
        {each.until && (
          <>
            {' '}
            Sending goes on <RelativeTime at={each.until} />.
          </>
        )}
      </Text>
    </div>
  ))
}
