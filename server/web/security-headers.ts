import { randomBytes } from 'node:crypto'

/** A fresh value for every page view: scripts run only when they carry it. */
export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

/**
 * The policy of every page. Scripts need the nonce of this very answer. Styles may be inline because the component
 * library positions menus and charts with style attributes; without a way to inject markup they carry no risk.
 * `frameAncestors`: origins that may frame this page, as a tenant's settings name them; none when left out.
 */
export function contentSecurityPolicy(
  nonce: string,
  options: { secure: boolean; frameAncestors?: readonly string[] },
): string {
  const ancestors = options.frameAncestors?.length ? options.frameAncestors.join(' ') : "'none'"
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    `frame-ancestors ${ancestors}`,
  ]
  if (options.secure) directives.push('upgrade-insecure-requests')
  return directives.join('; ')
}

/** For every answer of the web process, whoever writes it. `secure`: people reach it by https. */
export function commonSecurityHeaders(options: { secure: boolean }): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(options.secure ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}
