// Verifies the signature of a Postrider request. Node 20.11 or newer, nothing to install.
//
//   WEBHOOK_SECRET=whsec_... node verify.mjs "<value of X-PT-Signature>" < body
//
// Exit code 0: genuine. A further argument stands for the current unix time, to try a request of earlier.
import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * `body`: the bytes as received, before any JSON parsing. `header`: the value of X-PT-Signature. `secret`: the whole
 * whsec_... text. Throws an Error that says what is wrong.
 */
export function verify(body, header, secret, now = Math.floor(Date.now() / 1000)) {
  const elements = (header ?? '').split(',').map((element) => element.trim().split('='))
  const times = elements.filter(([name]) => name === 't').map(([, value]) => value)
  const signatures = elements.filter(([name]) => name === 'v1').map(([, value]) => value)
  if (times.length !== 1 || !/^\d{10}$/.test(times[0]) || signatures.length === 0) {
    throw new Error('X-PT-Signature is missing or malformed')
  }
  if (Math.abs(now - Number(times[0])) > 300) throw new Error('the signature is older or newer than five minutes')
  const expected = createHmac('sha256', secret).update(times[0]).update(body).digest()
  // During a rotation there are two signatures, one for each secret: one match is enough.
  const matches = signatures.some((signature) => {
    const given = Buffer.from(signature, 'hex')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  if (!matches) throw new Error('no signature matches the body and the secret')
}

if (process.argv[1] === import.meta.filename) {
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  const [header, now] = process.argv.slice(2)
  try {
    verify(Buffer.concat(chunks), header, process.env.WEBHOOK_SECRET, now && Number(now))
    console.log('The signature is genuine.')
  } catch (error) {
    console.error(`Refused: ${error.message}.`)
    process.exitCode = 1
  }
}
