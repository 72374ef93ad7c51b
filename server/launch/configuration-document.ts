import { describeEnvironment } from '../platform/env.ts'

const introduction = `# Configuration

Postrider runs with nothing configured. Everything it reads comes from environment variables. Every part and command
checks all of them first, those of the others too: what is wrong is listed, all of it at once, and nothing runs. An empty
variable counts as not set; one that looks like a setting and is none is warned of: \`DATABASE_ULR is no setting; did you
mean DATABASE_URL?\`

This page is made from \`server/platform/env.ts\` by \`npm run docs\`.
`

const remainder = `
## What is in DATA_DIR

| file | what it is |
|---|---|
| \`postgres/\` | the embedded database |
| \`postgres-password\` | its password, made on the first start |
| \`postgres.log\` | what it said since the last start |
| \`keys.json\` | the keys that seal subscription secrets: without them the database's secrets are lost, so back it up |
| \`auth-secret\` | signs portal sessions; deleting it signs everybody out |
| \`launcher.pid\` | the process that runs on this folder |
| \`portal-url\` | where its portal is, for \`npm run sign-in-link\` |

With \`DATABASE_URL\`, \`ENCRYPTION_KEYS\` and \`AUTH_SECRET\` set nothing is kept there, and any number of \`npm run web\` and
\`npm run worker\` processes run on any number of machines; give all of them the same three. \`npm run migrate\` brings the
database up to date and prints the first operator key, and a sign-in link until an owner has signed in; after that
\`npm run sign-in-link\` makes one.

## Local mode

The embedded database and a \`PUBLIC_URL\` on this machine (the default) are local mode: Postrider listens on 127.0.0.1 only,
and deliveries may go to this machine and over plain http. With a database of your own, or any other \`PUBLIC_URL\`,
deliveries go to public addresses over https, and to what \`OUTBOUND_ALLOW\` names.
`

/** The text of docs/configuration.md. */
export function configurationDocument(): string {
  const rows = describeEnvironment().map(({ name, default: fallback, description }) => {
    // A description says "Default: ..." itself where the default is not a plain value.
    const value = fallback === '' ? '' : `\`${fallback}\``
    return `| \`${name}\` | ${value} | ${description} |`
  })
  return [introduction, '| variable | default | what it does |', '|---|---|---|', ...rows, remainder].join('\n')
}

/** Where it is committed. */
export const configurationFile = new URL('../../docs/configuration.md', import.meta.url)
