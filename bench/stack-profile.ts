import { cpuProfileLines } from './cpu-profile.ts'
import type { Stack } from './stack.ts'
import { profileLines, startProfile } from './statement-profile.ts'
import { WaitProfile } from './wait-profile.ts'

/** What a scenario spends its time on: statements, what PostgreSQL's sessions wait for, functions of web and worker. */
export class StackProfile {
  private readonly stack: Stack
  private readonly waits: WaitProfile

  private constructor(stack: Stack) {
    this.stack = stack
    this.waits = new WaitProfile(stack.database)
  }

  static async start(stack: Stack): Promise<StackProfile> {
    await startProfile(stack.database)
    return new StackProfile(stack)
  }

  /** Ends web and worker: they write their profiles then. */
  async stop(): Promise<string[]> {
    const waits = await this.waits.stop()
    const statements = await profileLines(this.stack.database)
    await this.stack.stopParts()
    const functions = await cpuProfileLines(this.stack.profileDir as string)
    return ['statements:', ...statements, 'PostgreSQL, on average:', ...waits, ...functions]
  }
}
