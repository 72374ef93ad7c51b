/** Deadline of an attempt to a listening session: a debugger may be in the way. */
export const attemptMs = 30_000
/** A request waits so long for its answer, and then gets 504 with the reason, while the attempt still can say it. */
export const heldMs = 28_000
/** What the machine is told: its answer has to travel, too. */
export const answerWithinMs = 26_000
/** A session that nobody asked for so long is over: a closed lid, a lost terminal. */
export const idleSeconds = 120
/** Of one tenant: each is a subscription that everything matching goes to. */
export const maxListenSessions = 20
/** Of the machine's requests at once. */
export const concurrency = 8
