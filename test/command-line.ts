import { spawn } from 'node:child_process'
import { projectRoot } from '../server/launch/project-root.ts'

export interface CommandLine {
  code: number | null
  output: string
  errors: string
}

export interface RunningCommandLine extends Promise<CommandLine> {
  soFar(): { output: string; errors: string }
  /** Ctrl-C. */
  interrupt(): void
  /** Types into it. */
  type(text: string): void
}

/** Runs `postrider` as a process of its own, with these variables and no others of ours. */
export function runCli(words: string[], environment: Record<string, string>, keepInput = false): RunningCommandLine {
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, [`${projectRoot}/cli/postrider.mjs`, ...words], {
    env: { PATH, HOME, TMPDIR, ...environment } as unknown as NodeJS.ProcessEnv,
    stdio: [keepInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = new Promise<CommandLine>((resolve) => child.once('close', (code) => resolve({ code, output, errors })))
  return Object.assign(ended, {
    soFar: () => ({ output, errors }),
    interrupt: () => void child.kill('SIGINT'),
    type: (text: string) => void child.stdin?.write(text),
  })
}
