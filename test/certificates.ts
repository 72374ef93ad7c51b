import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** PEM texts, as `tls.createServer` takes them. */
export interface Certificate {
  key: string
  cert: string
}

export interface TestCertificates {
  /** PEM of the authority to trust. */
  authority: string
  /** For receiver.test and 127.0.0.1. */
  good: Certificate
  expired: Certificate
  otherHost: Certificate
  /** For receiver.test, signed by itself. */
  selfSigned: Certificate
  /** For receiver.test, signed by an authority that nobody trusts. */
  untrusted: Certificate
}

const names = 'subjectAltName=DNS:receiver.test,IP:127.0.0.1'

/** Makes certificates with the openssl command, which must be installed. */
export function makeCertificates(): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'postrider-certificates-'))
  try {
    const authority = selfSign(folder, 'authority', '/CN=Test authority')
    selfSign(folder, 'stranger', '/CN=Unknown authority')
    return {
      authority: authority.cert,
      good: sign(folder, 'good', 'authority', names, 30),
      expired: sign(folder, 'expired', 'authority', names, -1),
      otherHost: sign(folder, 'other', 'authority', 'subjectAltName=DNS:other.test', 30),
      selfSigned: selfSign(folder, 'self', '/CN=receiver.test', names),
      untrusted: sign(folder, 'untrusted', 'stranger', names, 30),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function selfSign(folder: string, name: string, subject: string, extension?: string): Certificate {
  const more = extension === undefined ? [] : ['-addext', extension]
  openssl(folder, 'req', '-x509', ...newKey(name), '-out', `${name}.crt`, '-days', '30', '-subj', subject, ...more)
  return read(folder, name)
}

function sign(folder: string, name: string, authority: string, extension: string, days: number): Certificate {
  openssl(folder, 'req', ...newKey(name), '-out', `${name}.csr`, '-subj', '/CN=receiver')
  writeFileSync(join(folder, `${name}.ext`), extension)
  const by = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-CAcreateserial']
  openssl(
    folder,
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    ...by,
    '-out',
    `${name}.crt`,
    '-days',
    String(days),
    '-extfile',
    `${name}.ext`,
  )
  return read(folder, name)
}

function newKey(name: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`]
}

function openssl(folder: string, ...parameters: string[]): void {
  execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' })
}

function read(folder: string, name: string): Certificate {
  return {
    key: readFileSync(join(folder, `${name}.key`), 'utf8'),
    cert: readFileSync(join(folder, `${name}.crt`), 'utf8'),
  }
}
