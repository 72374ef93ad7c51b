import { setTimeout as pause } from 'node:timers/promises'

/**
 * Joins calls into batches: one batch runs at a time, and what is called meanwhile goes together in the next one. Batches begin
 * at least `gapMs` apart, so that many calls in a row share few of them, and a call after a rest waits for nothing. An error of
 * a batch is the error of each of its calls.
 */
export class Coalescer<Input, Output> {
  private readonly run: (inputs: Input[]) => Promise<Output[]>
  private readonly maxInputs: number
  private readonly gapMs: number
  private waiting: { input: Input; resolve: (output: Output) => void; reject: (error: unknown) => void }[] = []
  private running = false
  private begunAt = Number.NEGATIVE_INFINITY

  constructor(run: (inputs: Input[]) => Promise<Output[]>, maxInputs: number, gapMs = 0) {
    this.run = run
    this.maxInputs = maxInputs
    this.gapMs = gapMs
  }

  call(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject })
      if (!this.running) {
        this.running = true
        // The rest of this turn of the event loop may bring more.
        setImmediate(() => void this.drain())
      }
    })
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const restMs = this.begunAt + this.gapMs - performance.now()
      if (restMs > 0) await pause(restMs)
      this.begunAt = performance.now()
      const batch = this.waiting.splice(0, this.maxInputs)
      try {
        const outputs = await this.run(batch.map((call) => call.input))
        for (const [index, call] of batch.entries()) call.resolve(outputs[index] as Output)
      } catch (error) {
        for (const call of batch) call.reject(error)
      }
    }
    this.running = false
  }
}
