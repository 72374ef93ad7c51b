'use client'

import { Tabs } from '@mantine/core'
import { CodeBlock } from '../code/code-block.tsx'
import { Section } from '../page/section.tsx'

const node = `import { createHmac, timingSafeEqual } from 'node:crypto'

// secret: the whole string, whsec_ included. body: the bytes as received, before any parsing.
export function isGenuine(secret, header, body) {
  const t = /(?:^|,)t=(\\d{10})(?:,|$)/.exec(header)?.[1]
  if (!t || Math.abs(Date.now() / 1000 - Number(t)) > 300) return false
  const mac = createHmac('sha256', secret).update(t).update(body).digest()
  return [...header.matchAll(/(?:^|,)v1=([0-9a-f]{64})(?=,|$)/g)].some(([, v1]) =>
    timingSafeEqual(mac, Buffer.from(v1, 'hex')),
  )
}

// isGenuine(process.env.WEBHOOK_SECRET, request.headers['x-pt-signature'], body)`

const python = `import hashlib, hmac, re, time

# secret: the whole string, whsec_ included. body: the bytes as received, before any parsing.
def is_genuine(secret: str, header: str, body: bytes) -> bool:
    t = re.search(r"(?:^|,)t=(\\d{10})(?:,|$)", header)
    if not t or abs(time.time() - int(t[1])) > 300:
        return False
    mac = hmac.new(secret.encode(), t[1].encode() + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(mac, v1) for v1 in re.findall(r"(?:^|,)v1=([0-9a-f]{64})(?=,|$)", header))

# is_genuine(os.environ["WEBHOOK_SECRET"], request.headers["X-PT-Signature"], request.get_data())`

const library = `// The same requests carry the headers of Standard Webhooks, so its published libraries verify them as they are:
// npm install standardwebhooks
import { Webhook } from 'standardwebhooks'

const event = new Webhook(process.env.WEBHOOK_SECRET).verify(body, request.headers)`

const samples = [
  { value: 'node', label: 'Node', code: node },
  { value: 'python', label: 'Python', code: python },
  { value: 'library', label: 'Standard Webhooks', code: library },
]

/** What a receiver needs to tell our requests from forged ones, ready to paste. */
export function VerificationCode() {
  return (
    <Section
      title="Verify in the receiver"
      description="The header X-PT-Signature carries a timestamp and one MAC for each live secret. Refuse what does not match or is more than five minutes old."
    >
      <Tabs defaultValue="node" keepMounted={false}>
        <Tabs.List mb="sm">
          {samples.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {samples.map(({ value, label, code }) => (
          <Tabs.Panel key={value} value={value}>
            <CodeBlock text={code} label={`Verification in ${label}`} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  )
}
