import type { Command } from './command.ts'

const common: [string, string][] = [
  ['--url <url>', 'of the server; POSTRIDER_URL; default http://localhost:3000'],
  ['--key <pt_...>', 'API key; better in POSTRIDER_API_KEY, where no process list shows it'],
  ['--json', 'one JSON value a line'],
  ['-h, --help', 'this text'],
]

export function overview(commands: Record<string, Command>): string {
  const lines = Object.entries(commands).map(([name, command]): [string, string] => [name, command.summary])
  return [
    'Usage: postrider <command> [options]',
    '',
    table([...lines, ['version', 'Print the version, as --version and -v do']]),
    '',
    'Every command explains itself: postrider <command> --help',
    'Exit codes: 0 done, 1 refused or failed, 2 not understood, 3 the server does not answer.',
  ].join('\n')
}

export function commandHelp(name: string, command: Command): string {
  return [
    `Usage: postrider ${name} ${command.usage}`,
    '',
    `${command.summary}.`,
    '',
    table(command.help),
    '',
    table(common),
  ].join('\n')
}

function table(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
