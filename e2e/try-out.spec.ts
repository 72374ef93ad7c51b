import { verifySignature } from '../server/signing/verify-signature.ts'
import { status } from '../test/receiver.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe, unsubscribeAll } from './subscription.ts'

const otherSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

test('a test event is written, checked while it is typed, sent, and seen to arrive as it was written', async ({
  portal,
  receiver,
  api,
}) => {
  const { id } = await subscribe(api, receiver.url, { events: ['memory.created'] })
  await portal.goto(`/subscriptions/${id}?tab=testing`)
  await expect(portal.getByText('It fits the schema.')).toBeVisible()
  const data = portal.getByRole('textbox', { name: 'Data of the event' })
  await data.fill('{"memory_id": 5')
  await expect(portal.getByText(/Not JSON:/)).toBeVisible()
  await expect(portal.getByRole('button', { name: 'Send to this subscription only' })).toBeDisabled()
  // A number that JSON.parse would round, to see that nothing is parsed and written again.
  await data.fill('{"memory_id": 12345678901234567890}')
  const faults = portal.getByRole('list', { name: 'What does not fit the schema' })
  await expect(faults).toContainText('/memory_id must be string')
  await expectAccessible(portal)

  await portal.getByRole('button', { name: 'Send to this subscription only' }).click()
  const sent = portal.getByRole('list', { name: 'Tests sent' })
  await expect(sent.getByText('Succeeded')).toBeVisible()
  await expect(sent.getByText('200', { exact: true })).toBeVisible()
  const [request] = receiver.requests
  expect(request?.body.toString()).toContain('"data":{"memory_id": 12345678901234567890}')
  expect(request?.body.toString()).toContain('"test":true')
  await sent.getByRole('link', { name: 'Look at the delivery' }).click()
  await expect(portal.getByRole('heading', { level: 1, name: 'memory.created' })).toBeVisible()
})

test('the simulator says who would get an event, and why another would not', async ({ portal, receiver, api }) => {
  await unsubscribeAll(api)
  const taker = await subscribe(api, `${receiver.url}taker`, { events: ['tag.*'] })
  const other = await subscribe(api, `${receiver.url}other`, { events: ['memory.created@7'] })
  await portal.goto(`/test-events?tenant=${taker.tenant}&type=tag.added%401`)
  const verdicts = portal.getByRole('list', { name: 'Who would get it' })
  const of = (id: string) => verdicts.getByRole('listitem').filter({ has: portal.locator(`a[href$="${id}"]`) })
  await expect(of(taker.id)).toContainText('tag.* matches.')
  await expect(of(other.id)).toContainText('It asks for memory.created@7.')
  await expectAccessible(portal)

  await portal.goto(`/test-events?tenant=${taker.tenant}&type=memory.created%401`)
  await expect(of(other.id)).toContainText('It asks for memory.created@7 only; this is version 1.')

  const before = receiver.requests.length
  await of(taker.id).getByRole('button', { name: 'Send only here' }).click()
  await expect(portal.getByRole('list', { name: 'Tests sent' }).getByText('Succeeded')).toBeVisible()
  expect(receiver.requests.slice(before).map(({ path }) => path)).toEqual([expect.stringContaining('taker')])
})

test('of many subscriptions those that would get an event are shown, and all of them on demand', async ({
  portal,
  receiver,
  api,
}) => {
  await unsubscribeAll(api)
  for (let n = 0; n < 10; n++) await subscribe(api, `${receiver.url}other${n}`, { events: ['memory.created'] })
  const taker = await subscribe(api, `${receiver.url}taker`, { events: ['tag.*'] })
  await portal.goto(`/test-events?tenant=${taker.tenant}&type=tag.added%401`)
  const verdicts = portal.getByRole('list', { name: 'Who would get it' }).getByRole('listitem')
  await expect(verdicts).toHaveCount(8)
  await expect(verdicts.first()).toContainText('taker')
  await portal.getByRole('button', { name: 'Show all 11' }).click()
  await expect(verdicts).toHaveCount(11)
})

test('a version is chosen, and a test event goes through the normal matching to whoever asked for that version', async ({
  portal,
  receiver,
  api,
}) => {
  const name = `tried.t${receiver.port}`
  for (const version of ['1', '2']) {
    await api('POST', '/webhooks/event-types', { name, version, example: { made_for: `version ${version}` } })
  }
  const { tenant } = await subscribe(api, receiver.url, { events: [`${name}@2`] })
  await portal.goto(`/test-events?tenant=${tenant}&type=${encodeURIComponent(`${name}@1`)}`)
  const data = portal.getByRole('textbox', { name: 'Data of the event' })
  await expect(data).toContainText('version 1')
  const version = portal.getByRole('combobox', { name: 'Version' })
  await expect(async () => {
    await version.click()
    await portal.getByRole('option', { name: '2', exact: true }).click({ timeout: 3_000 })
  }).toPass()
  await expect(data).toContainText('version 2')
  await portal.getByRole('button', { name: /^Publish to \d+ subscription/ }).click()
  const sent = portal.getByRole('list', { name: 'Tests sent' })
  await expect(sent.getByText('Succeeded').first()).toBeVisible()
  await expect.poll(() => receiver.requests.length).toBe(1)
  expect(JSON.parse(receiver.requests[0]?.body.toString() ?? '')).toMatchObject({
    type: name,
    version: '2',
    test: true,
    data: { made_for: 'version 2' },
  })
  await portal.goto('/events')
  await expect(portal.getByRole('link', { name: `${name}@2 · test` })).toBeVisible()
  await portal.goto('/deliveries')
  await expect(portal.getByRole('link', { name: `${name} · test` })).toBeVisible()
})

test('the debugger names a wrong secret without sending it anywhere', async ({ portal, receiver, api }) => {
  const { id, secret } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  await publish(api, 'tag.added')
  await portal.goto(`/deliveries?subscription=${id}`)
  await portal.getByRole('link', { name: 'tag.added' }).click()
  await portal.getByRole('link', { name: 'Debug this signature' }).click()
  await expect(portal.getByRole('heading', { level: 1, name: 'Signatures' })).toBeVisible()
  await expect(portal.getByText('The signature is right.', { exact: true })).toBeVisible()

  const posted: string[] = []
  portal.on('request', (request) => posted.push(request.url() + (request.postData() ?? '')))
  const field = portal.getByLabel('Secret that the receiver verifies with')
  await field.fill(otherSecret)
  await expect(portal.getByText('The signature does not verify.')).toBeVisible()
  await expect(portal.getByText(/The request is genuine/)).toBeVisible()
  await expectAccessible(portal)
  await field.fill(secret.replace('whsec_', ''))
  await expect(portal.getByText(/The key is the whole secret/)).toBeVisible()
  await field.fill(secret)
  await expect(portal.getByText('The signature is right.', { exact: true })).toBeVisible()
  const body = portal.getByLabel('Body', { exact: true })
  await body.fill(`${await body.inputValue()}\n`)
  await expect(portal.getByText(/White space at the ends/)).toBeVisible()
  expect(posted.join('\n')).not.toContain(secret.slice(8, 30))
  expect(posted.join('\n')).not.toContain(otherSecret.slice(8, 30))
})

test('dead letters of one reason are counted and sent again together', async ({ portal, receiver, api }) => {
  receiver.answer = status(422)
  const { id } = await subscribe(api, receiver.url, { events: ['import.completed'], retry: { schedule: [] } })
  for (let n = 0; n < 3; n++) await publish(api, 'import.completed')
  await portal.goto(`/dead-letters?subscription=${id}&view=groups`)
  const group = portal.getByRole('row').filter({ hasText: '422' })
  await expect(group.getByRole('cell', { name: '3', exact: true })).toBeVisible()
  await expect(portal.getByRole('switch', { name: 'Redeliver automatically' })).toBeChecked()
  await expectAccessible(portal)

  receiver.answer = status(200)
  await group.getByRole('button', { name: 'Redeliver' }).click()
  const question = portal.getByRole('dialog')
  await expect(question.getByText('3 dead letters.')).toBeVisible()
  await question.getByRole('button', { name: 'Redeliver' }).click()
  await expect(portal.getByText('3 dead letters queued for redelivery.')).toBeVisible()
  await expect(portal.getByText('No dead letters', { exact: true })).toBeVisible()
  await expect.poll(() => receiver.requests.length).toBe(6)
})

test('the check of a receiver names one that takes forged signatures, and praises one that refuses them', async ({
  portal,
  receiver,
  api,
}) => {
  const { id, secret } = await subscribe(api, receiver.url)
  await portal.goto(`/subscriptions/${id}`)
  const result = portal.getByRole('dialog', { name: 'Check of the receiver' })
  // A click before the page is alive goes nowhere.
  await expect(async () => {
    await portal.getByRole('button', { name: 'Check receiver' }).click()
    await expect(result).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(result.getByText(/whose signature was forged/)).toBeVisible()
  await expect(result.getByText(/It does not verify signatures as it should/)).toBeVisible()
  await expectAccessible(portal)
  await portal.keyboard.press('Escape')
  await expect(result).toBeHidden()

  const check = (name: string) =>
    result.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: name })
  // It takes an old request at its word: a stolen one can be sent again.
  receiver.answer = ({ headers, body }, response) => {
    const verdict = verifySignature({ headers, body, secrets: [secret], now: Number(headers['webhook-timestamp']) })
    response.writeHead(verdict.ok ? 200 : 401).end()
  }
  await portal.getByRole('button', { name: 'Check receiver' }).click()
  await expect(check('Stale timestamp')).toContainText(/Warning.*an hour old/)
  await expect(check('Forged signature')).toContainText('It refused a forged signature with 401.')
  await expect(result.getByText(/It does not verify signatures as it should/)).toBeVisible()
  await portal.keyboard.press('Escape')
  await expect(result).toBeHidden()

  receiver.answer = ({ headers, body }, response) => {
    const verdict = verifySignature({ headers, body, secrets: [secret], now: Math.floor(Date.now() / 1000) })
    response.writeHead(verdict.ok ? 200 : 401).end()
  }
  // So soon after the first it would be the second click of a double one.
  await portal.waitForTimeout(700)
  await portal.getByRole('button', { name: 'Check receiver' }).click()
  await expect(result.getByText(/It verifies signatures as it should/)).toBeVisible()
  await expect(check('Stale timestamp')).toContainText('It refused a request that was an hour old with 401.')
  for (const name of ['Name', 'Address', 'Connection', 'TLS', 'Redirect', 'Signed ping', 'Latency']) {
    await expect(check(name)).not.toHaveCount(0)
  }
})

test('a URL that nothing may be sent to is refused while it is typed, and a good one is tried before it is saved', async ({
  portal,
  receiver,
  api,
}) => {
  await publish(api, 'memory.created')
  await portal.goto('/subscriptions/new')
  const url = portal.getByRole('textbox', { name: 'URL' })
  await expect(portal.getByText('Enter a URL first.')).toBeVisible()
  // What is typed before the page is alive is not seen by it.
  await expect(async () => {
    await url.fill('')
    await url.fill('https://10.1.2.3/hooks')
    await expect(portal.getByText(/10\.1\.2\.3 is a private address/)).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(portal.getByRole('button', { name: 'Check this URL' })).toBeDisabled()
  await url.fill('example.com/hooks')
  await expect(portal.getByText(/Write https:\/\/ or http:\/\/ in front of it/)).toBeVisible()

  await url.fill(receiver.url)
  await portal.getByRole('button', { name: 'Check this URL' }).click()
  await expect(portal.getByText('Deliveries arrive.')).toBeVisible()
  expect(receiver.requests).toHaveLength(1)

  const events = portal.getByRole('combobox', { name: 'Events' })
  const previewed: string[] = []
  portal.on('request', (request) => {
    if (request.url().includes('previewMatches')) previewed.push(request.postData() ?? '')
  })
  for (const pattern of ['MEMORY!', 'memroy.*', 'typo.event']) {
    await events.fill(pattern)
    await events.press('Enter')
  }
  await expect(portal.getByText(/^“MEMORY!” must be \*, a type in lower case/)).toBeVisible()
  await expect(portal.getByText('memroy.* matches no type in the catalogue yet.', { exact: true })).toBeVisible()
  await expect(portal.getByText(/^typo\.event is not in the catalogue/)).toBeVisible()
  expect(previewed).toEqual([])
  for (let n = 0; n < 3; n++) await events.press('Backspace')
  await events.pressSequentially('mem')
  await events.press('Enter')
  await expect(portal.getByText('memory.*', { exact: true })).toBeVisible()
  await expect(portal.getByText('mem', { exact: true })).toHaveCount(0)
  await events.press('Backspace')
  await events.fill('memory.created')
  await events.press('Enter')
  await events.press('Escape')
  await expect(portal.getByText(/events? would have matched, the newest/)).toBeVisible()
  await url.fill('')
  await portal.getByRole('button', { name: 'Create subscription' }).click()
  await expect(portal.getByText('Enter a URL.')).toBeVisible()
  await url.fill(receiver.url)
  await portal.getByRole('button', { name: 'Delivery settings' }).click()
  const headers = portal.getByLabel('Headers')
  await headers.fill('X-A: 1\nx-a: 2')
  await portal.getByLabel('Retry schedule').fill('5 soon')
  await portal.getByRole('combobox', { name: 'Delivers only to' }).fill('999.1.1.1')
  await portal.getByRole('button', { name: 'Create subscription' }).click()
  await expect(portal.getByText('“x-a” is there twice: capitals make no difference.')).toBeVisible()
  await expect(portal.getByText('Must be whole seconds, such as 5, 30 and 120.')).toBeVisible()
  await expect(portal.getByText(/^Must be an IP address/)).toBeVisible()
  await expect(portal.getByLabel('Retry schedule')).toBeFocused()
  await headers.fill('')
  await portal.getByLabel('Retry schedule').fill('')
  await portal.getByRole('combobox', { name: 'Delivers only to' }).press('Backspace')
  await expectAccessible(portal)
  await portal.getByRole('button', { name: 'Create subscription' }).click()
  const created = portal.getByRole('dialog', { name: 'Subscription created' })
  await created.getByRole('button', { name: 'Check receiver' }).click()
  const check = portal.getByRole('dialog', { name: 'Check of the receiver' })
  await expect(check).toBeVisible()
  await portal.keyboard.press('Escape')
  await expect(check).toBeHidden()
  await expect(created.getByText(/^whsec_/)).toBeVisible()
  await portal.keyboard.press('Escape')
  await expect(portal).toHaveURL(/\/subscriptions\/sub_/)
})
