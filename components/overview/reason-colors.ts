import type { AttemptError } from '../../server/contract/delivery.ts'

/**
 * Failures are warm or neutral, never the blue of what is fine. Each is at least 3:1 on the ground of a card, in light and in dark (WCAG
 * 2.2, 1.4.11). The frequent ones, the first three, dns_error and tls_error, differ in lightness too, for readers who do not tell red from
 * green; the rest differ less, but names stand beside them all.
 */
export const reasonColors: Record<AttemptError, string> = {
  http_error: 'light-dark(#db4147, #dc4a4f)',
  timeout: 'light-dark(#c58520, #e1a648)',
  connection_refused: 'light-dark(#a3491d, #a94c1e)',
  dns_error: 'light-dark(#614c1c, #b89035)',
  tls_error: 'light-dark(#67213b, #edc5d4)',
  connection_reset: 'light-dark(#c56d52, #dca696)',
  blocked: 'light-dark(#59534e, #80776f)',
  redirect_refused: 'light-dark(#918474, #bbb3a9)',
  response_invalid: 'light-dark(#a9495c, #c9808f)',
  interrupted: 'light-dark(#7c6f3c, #dbd3b5)',
}
