/** One event's place among those of its request for the same tenant. */
export interface Turn {
  /**
   * Calls `start` when every earlier event has started or needs to start no more. `version`: what this one was matched from;
   * when an earlier one was matched from something else, which may turn out to be stale, it is waited for to the end.
   */
  enter<Output>(version: string, start: () => Promise<Output>): Promise<Output>
  /** It has to start once more: later events wait for it again. */
  again(): void
  /** It needs to start no more. */
  leave(): void
}

/** For an event that is published alone. */
export const onlyTurn: Turn = { enter: (_version, start) => start(), again: () => undefined, leave: () => undefined }

/**
 * The events of one request are matched and validated side by side but join the accept queue in the order given: a fifo
 * subscription numbers them so.
 */
export class RequestOrder {
  private readonly waiting = new Map<number, { version: string; start: () => void }>()
  /** Started and without an outcome yet, with their versions. */
  private readonly underWay = new Map<number, string>()
  private readonly left = new Set<number>()
  private first = 0

  turn(index: number): Turn {
    return {
      enter: (version, start) =>
        new Promise((resolve, reject) => {
          this.waiting.set(index, { version, start: () => void start().then(resolve, reject) })
          this.advance()
        }),
      again: () => {
        this.underWay.delete(index)
        this.first = Math.min(this.first, index)
      },
      leave: () => {
        this.underWay.delete(index)
        this.left.add(index)
        this.advance()
      },
    }
  }

  private advance(): void {
    for (;;) {
      const next = this.waiting.get(this.first)
      if (next) {
        for (const [index, version] of this.underWay) if (index < this.first && version !== next.version) return
        this.waiting.delete(this.first)
        this.underWay.set(this.first, next.version)
        next.start()
      } else if (!this.left.has(this.first) && !this.underWay.has(this.first)) return
      this.first += 1
    }
  }
}
