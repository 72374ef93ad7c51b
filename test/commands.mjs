// Plain JavaScript for Node 20: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname, '..')
const binaries = join(root, 'node_modules/.bin')

/** Our own Node and tools first. Nothing of a running instance: its PORT, DATA_DIR or DATABASE_URL must not reach a test. */
export function cleanEnvironment(extra = {}) {
  const kept =
    /^(HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TERM|TZ|TMPDIR|TMP|TEMP|CI|NO_COLOR|FORCE_COLOR|SystemRoot|.*_proxy|NODE_EXTRA_CA_CERTS)$/i
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)))
  return { ...environment, PATH: [binaries, process.env.PATH].join(delimiter), NEXT_TELEMETRY_DISABLED: '1', ...extra }
}

/** Runs a program of node_modules/.bin or of the system with its output shown; true when it ended well. */
export function run(program, args, environment = cleanEnvironment()) {
  return spawnSync(pathOf(program), args, { cwd: root, env: environment, stdio: 'inherit' }).status === 0
}

/** The same beside others: what it says is shown in one piece, under its heading, when it has ended. */
export function runBeside(title, program, args, environment = cleanEnvironment()) {
  const child = spawn(pathOf(program), args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  child.once('error', (error) => {
    output += `${error.message}\n`
  })
  return new Promise((resolve) => {
    child.once('close', (code) => {
      heading(title)
      process.stdout.write(output)
      resolve(code === 0)
    })
  })
}

function pathOf(program) {
  const own = join(binaries, program)
  return existsSync(own) ? own : program
}

/** With the time since the command began: what takes long is seen without a clock. */
export function heading(text) {
  console.log(`\n== ${text} (at ${Math.round(process.uptime())} s)`)
}
