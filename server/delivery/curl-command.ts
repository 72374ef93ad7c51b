import type { DeliveryRequest } from '../lanes/delivery-request.ts'

/** Linux takes 128 KiB in one argument; what is longer goes through a pipe, which shells feed by themselves. */
const mostArgumentBytes = 100_000

/** The request as a command for POSIX shells, every byte as it would be sent. */
export function curlCommand(url: string, { headers, body }: DeliveryRequest): string {
  const text = shellQuoted(body.toString('utf8'))
  const isPiped = body.length > mostArgumentBytes
  const lines = [
    // Brackets in a URL are no ranges.
    `${isPiped ? `printf %s ${text} | ` : ''}curl --globoff -X POST ${shellQuoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `  -H ${shellQuoted(headerArgument(name, value))}`),
    isPiped ? '  --data-binary @-' : `  --data-raw ${text}`,
  ]
  return lines.join(' \\\n')
}

/** curl drops a header that ends with its colon; a semicolon sends it empty. */
const headerArgument = (name: string, value: string): string => (value === '' ? `${name};` : `${name}: ${value}`)

/** Between single quotes a POSIX shell reads nothing but the quote itself. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
