// What pictures are taken of: a page, and what is done there before. `ids` names things of the demo data.

const dialog = (page) => page.getByRole('dialog').first().waitFor()
const press = async (page, name, role = 'button') => page.getByRole(role, { name }).first().click()

async function choose(page, count) {
  const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/ })
  await boxes.first().waitFor()
  for (let n = 0; n < count; n++) await boxes.nth(n).click()
}

/** The three pictures of the README. */
export const readmeScenes = (ids) => [
  { name: 'overview', path: '/?range=7d' },
  { name: 'deliveries', path: '/deliveries' },
  { name: 'delivery', path: `/deliveries/${ids.delivery}` },
]

/** Every page and every state that matters. `main`: also taken very narrow and very wide. `whole`: as long as it is. */
export const allScenes = (ids) => [
  ...readmeScenes(ids).map((scene) => ({ ...scene, main: true, whole: true })),
  { name: 'overview-compared', path: '/?range=30d&compare=true', whole: true },
  { name: 'overview-nothing', path: '/?from=2026-01-01T10%3A00%3A00.000Z&to=2026-01-01T12%3A00%3A00.000Z' },
  { name: 'overview-custom', path: '/', act: (page) => press(page, /^Custom/) },
  {
    name: 'deliveries-selection',
    path: '/deliveries',
    act: (page) => choose(page, 3),
  },
  {
    name: 'deliveries-redeliver',
    path: '/deliveries',
    async act(page) {
      await choose(page, 3)
      await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Redeliver' }).click()
      await dialog(page)
    },
  },
  { name: 'deliveries-failed', path: '/deliveries?status=failed', main: true },
  { name: 'deliveries-waiting', path: '/deliveries?status=retrying' },
  { name: 'deliveries-no-match', path: '/deliveries?status=cancelled&code=201' },
  { name: 'deliveries-refused', path: '/deliveries?cursor=nonsense' },
  { name: 'deliveries-views', path: '/deliveries?status=failed', act: (page) => press(page, 'Views') },
  { name: 'delivery-drawer', path: `/deliveries?open=${ids.delivery}`, act: dialog },
  { name: 'delivery-failed', path: `/deliveries/${ids.failed}`, whole: true },
  { name: 'delivery-tls', path: `/deliveries/${ids.tls}`, whole: true },
  { name: 'delivery-export', path: `/deliveries/${ids.delivery}`, act: (page) => press(page, 'Export') },
  {
    name: 'delivery-compared',
    path: `/deliveries/${ids.delivery}`,
    whole: true,
    async act(page) {
      await page.getByRole('combobox', { name: 'Compare with' }).click()
      await page.getByRole('option').first().click()
    },
  },
  { name: 'delivery-unknown', path: '/deliveries/dlv_01m85vp0w7e00awh847vjdw0se' },
  { name: 'events', path: '/events' },
  { name: 'event', path: `/events/${ids.event}`, whole: true, main: true },
  { name: 'events-no-match', path: '/events?type=no.such' },
  { name: 'dead-letters', path: '/dead-letters', main: true },
  { name: 'dead-letters-list', path: '/dead-letters?view=list' },
  { name: 'dead-letters-none', path: `/dead-letters?subscription=${ids.subscription}&type=no.such` },
  { name: 'replays', path: '/replays' },
  { name: 'replays-new', path: '/replays', act: (page) => press(page, 'New replay').then(() => dialog(page)) },
  { name: 'alerts', path: '/alerts' },
  { name: 'subscriptions', path: '/subscriptions', main: true },
  { name: 'subscriptions-none', path: '/subscriptions?status=disabled&search=nothing' },
  { name: 'subscription-new', path: '/subscriptions/new', whole: true },
  {
    name: 'subscription-new-fault',
    path: '/subscriptions/new',
    whole: true,
    async act(page) {
      await page.getByRole('textbox', { name: 'URL' }).fill('http://10.0.0.7/hooks')
      await press(page, 'Create subscription')
    },
  },
  { name: 'subscription', path: `/subscriptions/${ids.subscription}`, whole: true, main: true },
  { name: 'subscription-open-circuit', path: `/subscriptions/${ids.billing}`, whole: true },
  { name: 'subscription-paused', path: `/subscriptions/${ids.paused}`, whole: true },
  { name: 'subscription-disabled', path: `/subscriptions/${ids.disabled}`, whole: true },
  { name: 'subscription-disabled-recovery', path: `/subscriptions/${ids.disabled}?tab=recovery&days=30`, whole: true },
  ...['deliveries', 'testing', 'recovery', 'signing', 'settings', 'history'].map((tab) => ({
    name: `subscription-${tab}`,
    path: `/subscriptions/${ids.subscription}?tab=${tab}`,
    whole: true,
  })),
  {
    name: 'subscription-rotate',
    path: `/subscriptions/${ids.subscription}?tab=signing`,
    act: (page) => press(page, /^Rotate/).then(() => dialog(page)),
  },
  { name: 'event-types', path: '/event-types' },
  { name: 'event-type', path: '/event-types/memory.created@1', whole: true, main: true },
  {
    name: 'event-type-version',
    path: '/event-types/memory.created@1',
    act: (page) => press(page, 'New version').then(() => dialog(page)),
  },
  {
    name: 'event-types-new',
    path: '/event-types',
    act: (page) => press(page, 'New event type').then(() => dialog(page)),
  },
  { name: 'test-events', path: '/test-events', whole: true, main: true },
  { name: 'signatures', path: '/signatures', whole: true },
  { name: 'signatures-of-delivery', path: `/signatures?delivery=${ids.delivery}`, whole: true },
  { name: 'inboxes', path: '/inboxes' },
  {
    name: 'inbox',
    path: '/inboxes',
    async act(page) {
      await press(page, 'New inbox')
      await page.getByRole('heading', { level: 1, name: 'Inbox', exact: true }).waitFor()
    },
  },
  { name: 'docs', path: '/docs', whole: true },
  { name: 'docs-api', path: '/docs/api', whole: true },
  { name: 'docs-subscriptions', path: '/docs/api/subscriptions' },
  { name: 'tenants', path: '/tenants' },
  { name: 'tenants-new', path: '/tenants', act: (page) => press(page, 'New tenant').then(() => dialog(page)) },
  { name: 'tenants-edit', path: '/tenants', act: (page) => press(page, /^Edit /).then(() => dialog(page)) },
  { name: 'tenants-delete', path: '/tenants', act: (page) => press(page, /^Delete /).then(() => dialog(page)) },
  { name: 'apps', path: '/apps' },
  { name: 'keys', path: '/keys' },
  { name: 'keys-new', path: '/keys', act: (page) => press(page, 'New key').then(() => dialog(page)) },
  { name: 'keys-rotate', path: '/keys', act: (page) => press(page, 'Rotate').then(() => dialog(page)) },
  {
    name: 'keys-new-more',
    path: '/keys',
    act: async (page) => {
      await press(page, 'New key')
      await press(page, /^More/)
    },
  },
  { name: 'members', path: '/members' },
  { name: 'members-invite', path: '/members', act: (page) => press(page, /^Invite/).then(() => dialog(page)) },
  { name: 'audit', path: '/audit' },
  { name: 'settings', path: '/settings', whole: true },
  { name: 'palette', path: '/', act: (page) => page.keyboard.press('Control+k').then(() => dialog(page)) },
  { name: 'keyboard', path: '/', act: (page) => page.keyboard.press('?').then(() => dialog(page)) },
  { name: 'not-found', path: '/nowhere' },
  { name: 'navigation', path: '/', narrow: true, act: (page) => press(page, 'Open navigation') },
  { name: 'sign-in', path: '/sign-in', signedOut: true },
  { name: 'invitation', path: '/invitation', signedOut: true },
]

/** Things of the demo data that have pages of their own. `read`: asks the API. */
export async function demoIds(read) {
  const { data: subscriptions } = await read('/subscriptions?tenant=northwind&limit=100')
  const id = (end) => subscriptions.find(({ url }) => url.endsWith(end))?.id
  const newest = async (query) => (await read(`/deliveries?limit=100&${query}`)).data
  const calendar = await newest(`subscription=${id('/calendar')}`)
  // One that arrived at its second attempt shows the most.
  const delivery = calendar.find(({ attempt_count: count }) => count > 1) ?? calendar[0]
  const [failed] = await newest(`status=failed&subscription=${id('/import/v1')}`)
  const tls = (await newest(`subscription=${id('/billing')}`)).find(({ error }) => error === 'tls_error')
  return {
    delivery: delivery.id,
    event: delivery.event,
    failed: failed.id,
    tls: tls.id,
    subscription: id('/calendar'),
    billing: id('/billing'),
    paused: id('/staging/analytics'),
    disabled: id('/mobile/v2/hooks'),
  }
}
