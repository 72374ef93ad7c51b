import type { AttemptError } from '../../server/contract/delivery.ts'

/**
 * Failures are warm or neutral, never the blue of what is fine. Neighbours differ in lightness as well as in hue, for readers who do not
 * tell red from green; names stand beside them in any case. Middle tones: they are seen on a light and on a dark ground.
 */
export const reasonColors: Record<AttemptError, string> = {
  http_error: '#dc3e42',
  timeout: '#e2a336',
  connection_refused: '#a3501f',
  connection_reset: '#e0906f',
  dns_error: '#8f7426',
  tls_error: '#c05a86',
  blocked: '#77716c',
  redirect_refused: '#aaa194',
  response_invalid: '#9a4359',
  interrupted: '#c4b36a',
}
