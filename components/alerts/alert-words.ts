import { exactTime } from '../time/time-text.ts'

interface Words {
  title: string
  advice: string
  /** What resuming does, for those who may. */
  resume?: string
}

/** What each kind of alert means, and what to do about it. */
const known: Record<string, Words> = {
  circuit_open: {
    title: 'Receiver is failing',
    advice: 'Look at its last answer and fix the receiver. The next probe tries by itself.',
    resume: 'Resume tries at once.',
  },
  dead_letters_growing: {
    title: 'Dead letters pile up',
    advice: 'Find out what the receiver answered, fix it, then redeliver the dead letters of the subscription.',
  },
  oldest_waiting: {
    title: 'Deliveries wait too long',
    advice:
      'The receiver answers slower than events come. Raise its concurrency or rate in the settings, use batches, or make it answer first and work later.',
  },
  subscription_disabled: {
    title: 'Subscription is disabled',
    advice: 'New events are not sent to it; what waited before is kept.',
    resume: 'Mend the receiver, then resume the subscription.',
  },
}

export function alertWords(kind: string, mayResume: boolean): { title: string; advice: string } {
  const words = known[kind]
  if (!words) return { title: kind.replaceAll('_', ' '), advice: 'Look at the subscription.' }
  const { title, advice, resume } = words
  return { title, advice: mayResume && resume ? `${advice} ${resume}` : advice }
}

/** A message of the server with its times, `2026-11-28 09:57 UTC`, where the reader is. */
export function withReadersTime(message: string): string {
  return message.replace(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g, (_, day, time) =>
    exactTime(Date.parse(`${day}T${time}Z`)).slice(0, 'YYYY-MM-DD HH:MM'.length),
  )
}
