import { matchesAnyPattern } from '../contract/event-pattern.ts'
import { uuidOf } from '../contract/ids.ts'
import type { FilteredEvent } from '../contract/subscription-filter.ts'
import {
  type CatalogueEntry,
  loadCatalogue,
  loadMatchableTenants,
  type MatchableSubscription,
  type MatchableTenant,
} from './matching-store.ts'

/** More tenants than this are loaded anew when they publish. */
const maxTenants = 20_000
/** How many skipped subscriptions an event remembers by name. */
const maxSkipped = 20

export interface Matches {
  subscriptions: MatchableSubscription[]
  /** JSON, or null when nobody was skipped. */
  skipped: string | null
}

type Skipped = { subscription: string; reason: 'disabled' | 'filter' | 'no_match' }

/** Who listens to a type. */
interface Listeners {
  subscriptions: MatchableSubscription[]
  /** As many as an event remembers, told before and after those that a filter left out. */
  disabled: Skipped[]
  /** Those of which a filter says whether they would have got it. */
  disabledWithFilter: MatchableSubscription[]
  others: Skipped[]
  /** Some look at what an event says. */
  hasFilters: boolean
  /** What holds for every event of the type while nobody does. */
  matches: Matches
}

/** A tenant as it was at `version`; who listens to a type is computed once. */
export class TenantMatcher {
  readonly tenant: MatchableTenant
  private readonly byType = new Map<string, Listeners>()

  constructor(tenant: MatchableTenant) {
    this.tenant = tenant
  }

  /** `readData` parses the data of the event; it is asked only where a subscription filters by it. */
  matches(type: string, version: string, readData: () => unknown): Matches {
    const key = `${type}@${version}`
    let listeners = this.byType.get(key)
    if (!listeners) {
      listeners = this.listeners(type, version)
      this.byType.set(key, listeners)
    }
    return listeners.hasFilters ? filtered(listeners, { type, version, data: readData() }) : listeners.matches
  }

  private listeners(type: string, version: string): Listeners {
    const subscriptions: MatchableSubscription[] = []
    const disabled: Skipped[] = []
    const disabledWithFilter: MatchableSubscription[] = []
    const others: Skipped[] = []
    for (const subscription of this.tenant.subscriptions) {
      const { id, patterns, status, filter } = subscription
      if (!matchesAnyPattern(patterns, type, version)) remember(others, id, 'no_match')
      else if (status === 'disabled' && filter === null) remember(disabled, id, 'disabled')
      else if (status === 'disabled') disabledWithFilter.push(subscription)
      else subscriptions.push(subscription)
    }
    const hasFilters = disabledWithFilter.length > 0 || subscriptions.some(({ filter }) => filter !== null)
    const matches = matchesOf(subscriptions, [...disabled, ...others])
    return { subscriptions, disabled, disabledWithFilter, others, hasFilters, matches }
  }
}

function filtered(listeners: Listeners, event: FilteredEvent): Matches {
  const subscriptions: MatchableSubscription[] = []
  const leftOut: Skipped[] = []
  const disabled = [...listeners.disabled]
  for (const { id, filter } of listeners.disabledWithFilter) {
    if (filter?.(event)) remember(disabled, id, 'disabled')
    else remember(leftOut, id, 'filter')
  }
  for (const subscription of listeners.subscriptions) {
    if (subscription.filter === null || subscription.filter(event)) subscriptions.push(subscription)
    else remember(leftOut, subscription.id, 'filter')
  }
  return matchesOf(subscriptions, [...disabled, ...leftOut, ...listeners.others])
}

function remember(skipped: Skipped[], subscription: string, reason: Skipped['reason']): void {
  if (skipped.length < maxSkipped) skipped.push({ subscription, reason })
}

/** `skipped`: the reasons that are less plain first. */
function matchesOf(subscriptions: MatchableSubscription[], skipped: Skipped[]): Matches {
  return { subscriptions, skipped: skipped.length > 0 ? JSON.stringify(skipped.slice(0, maxSkipped)) : null }
}

export interface Catalogue {
  version: string
  /** Newest version of a type last. */
  byName: Map<string, CatalogueEntry[]>
}

/**
 * What matching needs, kept per process. Nothing here expires: the accept statement compares the versions, and what it calls
 * stale is forgotten and loaded again, so that matching is exact in every process without a cache window.
 */
export class MatchingCache {
  private readonly tenants = new Map<string, TenantMatcher>()
  private catalogue: Catalogue | undefined
  private loadingCatalogue: Promise<Catalogue> | undefined
  private wanted = new Map<string, ((matcher: TenantMatcher | null) => void)[]>()
  private failWanted: ((error: unknown) => void)[] = []

  /** By public id or uid, from memory; undefined when it must be loaded. */
  cachedTenant(name: string): TenantMatcher | undefined {
    return this.tenants.get(name)
  }

  /** Null: there is no such tenant. Requests of the same moment share one statement. */
  loadTenant(name: string): Promise<TenantMatcher | null> {
    return new Promise((resolve, reject) => {
      const waiting = this.wanted.get(name)
      if (waiting) waiting.push(resolve)
      else this.wanted.set(name, [resolve])
      this.failWanted.push(reject)
      if (this.failWanted.length === 1) setImmediate(() => void this.loadWanted())
    })
  }

  forgetTenant(name: string, matcher: TenantMatcher): void {
    if (this.tenants.get(name) === matcher) this.tenants.delete(name)
  }

  cachedCatalogue(): Catalogue | undefined {
    return this.catalogue
  }

  /** Loads the catalogue; `instead`: what the caller found stale, so that a newer one already loaded serves. */
  async loadCatalogue(instead?: Catalogue): Promise<Catalogue> {
    if (this.catalogue && this.catalogue !== instead) return this.catalogue
    this.loadingCatalogue ??= this.readCatalogue().finally(() => {
      this.loadingCatalogue = undefined
    })
    return this.loadingCatalogue
  }

  private async readCatalogue(): Promise<Catalogue> {
    const { version, entries } = await loadCatalogue()
    const byName = Map.groupBy(entries, (entry) => entry.name)
    this.catalogue = { version, byName }
    return this.catalogue
  }

  private async loadWanted(): Promise<void> {
    const wanted = this.wanted
    const fail = this.failWanted
    this.wanted = new Map()
    this.failWanted = []
    try {
      const names = [...wanted.keys()]
      const loaded = await loadMatchableTenants(names.map((name) => ({ uuid: uuidOf('tenant', name), uid: name })))
      const byUuid = new Map(loaded.map((tenant) => [tenant.id, tenant]))
      const byUid = new Map(loaded.filter((tenant) => tenant.uid !== null).map((tenant) => [tenant.uid, tenant]))
      if (this.tenants.size + loaded.length > maxTenants) this.tenants.clear()
      for (const [name, waiting] of wanted) {
        const tenant = byUuid.get(uuidOf('tenant', name) ?? '') ?? byUid.get(name)
        const matcher = tenant ? new TenantMatcher(tenant) : null
        if (matcher) this.tenants.set(name, matcher)
        for (const resolve of waiting) resolve(matcher)
      }
    } catch (error) {
      for (const reject of fail) reject(error)
    }
  }
}
