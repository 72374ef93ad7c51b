import { alertTitle } from '../../server/contract/alert-titles.ts'
import { exactTime } from '../time/time-text.ts'

interface Advice {
  advice: string
  /** What resuming does, for those who may. */
  resume?: string
}

/** What to do about each kind of alert. */
const known: Record<string, Advice> = {
  circuit_open: {
    advice: 'Look at its last answer and fix the receiver. The next probe tries by itself.',
    resume: 'Resume tries at once.',
  },
  dead_letters_growing: {
    advice: 'Find out what the receiver answered, fix it, then redeliver the dead letters of the subscription.',
  },
  oldest_waiting: {
    advice:
      'The receiver answers slower than events come. Raise its concurrency or rate in the settings, use batches, or make it answer first and work later.',
  },
  subscription_disabled: {
    advice: 'New events are not sent to it; what waited before is kept.',
    resume: 'Mend the receiver, then resume the subscription.',
  },
}

export function alertWords(kind: string, mayResume: boolean): { title: string; advice: string } {
  const { advice, resume } = known[kind] ?? { advice: 'Look at the subscription.' }
  return { title: alertTitle(kind), advice: mayResume && resume ? `${advice} ${resume}` : advice }
}

/** A message of the server with its times, `2026-11-28 09:57 UTC`, where the reader is. */
export function withReadersTime(message: string): string {
  return message.replace(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g, (_, day, time) =>
    exactTime(Date.parse(`${day}T${time}Z`)).slice(0, 'YYYY-MM-DD HH:MM'.length),
  )
}
