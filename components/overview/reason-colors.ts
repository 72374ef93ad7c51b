import type { AttemptError } from '../../server/contract/delivery.ts'

/**
 * Failures are warm or neutral, never the blue of what is fine. Each has one hue in light and in dark, at least 3:1 on the ground of a card
 * (WCAG 2.2, 1.4.11) and is told apart from each other. The frequent ones, the first three, dns_error and tls_error, differ in lightness
 * too, in the same order in both, for readers who do not tell red from green.
 */
export const reasonColors: Record<AttemptError, string> = {
  http_error: 'light-dark(#c62c26, #fd6255)',
  timeout: 'light-dark(#b78a2c, #f3c46b)',
  connection_refused: 'light-dark(#8b2e04, #d65827)',
  dns_error: 'light-dark(#817e5c, #b6b38f)',
  tls_error: 'light-dark(#631a58, #974b89)',
  connection_reset: 'light-dark(#c47e60, #feb697)',
  blocked: 'light-dark(#585858, #838383)',
  redirect_refused: 'light-dark(#4f3c2e, #7e695a)',
  response_invalid: 'light-dark(#b3629b, #d580bb)',
  interrupted: 'light-dark(#989378, #dbd6b9)',
}
