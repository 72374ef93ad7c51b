import { isUtf8 } from 'node:buffer'
import { type FieldError, PostriderError } from '../contract/errors.ts'
import { pointerOf } from '../contract/json-pointer.ts'
import { type EventFields, eventFieldFaults, isEventField } from './event-fields.ts'
import { JsonScanner } from './json-scanner.ts'

/** An event as published: its fields, checked, and its `data` byte for byte as it came (a view of the request's bytes). */
export interface ParsedEvent {
  fields: EventFields
  data: Uint8Array
}

export interface PublishRequest {
  /** One event, not `{"events": [...]}`. */
  single: boolean
  /** In the order given. In the batch form each event's own fault stands in its place. */
  events: (ParsedEvent | PostriderError)[]
}

const maxRequestBytes = 8 * 1024 * 1024
const maxDataBytes = 1024 * 1024
const maxEvents = 1000
/** Brackets within brackets in `data`. Many JSON libraries of receivers stop at a hundred or so. */
const maxDataDepth = 64

const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const comma = 0x2c
const colon = 0x3a
const quote = 0x22

/**
 * Reads the body of a publish request from its raw bytes, in one pass, without decoding `data`: what is delivered later
 * is what the publisher wrote.
 *
 * `ownTenant`: of whoever publishes for one tenant only; events that name none are its.
 *
 * Throws a PostriderError for a fault of the whole request: `malformed_json` (also invalid UTF-8 and a property given
 * twice), `payload_too_large`, `validation_failed`; in the single form for the event's own faults too.
 */
export function parsePublishRequest(bytes: Uint8Array, ownTenant: string | null = null): PublishRequest {
  if (bytes.length > maxRequestBytes) {
    throw new PostriderError('payload_too_large', 'A request may have 8 MiB. Send the events in several requests.')
  }
  if (!isUtf8(bytes)) throw new PostriderError('malformed_json', 'The body is not valid UTF-8.')
  const scanner = new JsonScanner(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (scanner.peek() === -1) {
    throw new PostriderError('malformed_json', 'The body is empty. Send one event, or {"events": [...]}.')
  }
  if (scanner.peek() !== openBrace) {
    scanner.skipValue()
    scanner.expectEnd()
    throw invalid([{ pointer: '', message: 'must be an object: one event, or {"events": [...]}' }])
  }
  const request = readObject(scanner, true, ownTenant)
  scanner.expectEnd()
  if (request.events === null) {
    const event = eventFrom(request, ownTenant)
    if (event instanceof PostriderError) throw event
    return { single: true, events: [event] }
  }
  if (request.repeated !== null) throw repeatedFault(request.repeated)
  const strangers = [...Object.keys(request.fields), ...(request.data ? ['data'] : []), ...request.unknown]
  if (strangers.length > 0) {
    throw invalid(strangers.map((name) => ({ pointer: pointerTo(name), message: 'does not belong beside events' })))
  }
  if (request.events.length === 0 || request.events.length > maxEvents) {
    throw invalid([{ pointer: '/events', message: `must hold 1 to ${maxEvents} events` }])
  }
  return { single: false, events: request.events }
}

/** An object of the request as it was written, with nothing judged yet. */
interface RawObject {
  fields: Record<string, unknown>
  data: Uint8Array | null
  dataDepth: number
  events: (ParsedEvent | PostriderError)[] | null
  unknown: string[]
  /** A property that came twice. */
  repeated: string | null
}

function readObject(scanner: JsonScanner, isRequest: boolean, ownTenant: string | null): RawObject {
  const object: RawObject = { fields: {}, data: null, dataDepth: 0, events: null, unknown: [], repeated: null }
  scanner.expect(openBrace)
  if (scanner.peek() === closeBrace) {
    scanner.position++
    return object
  }
  for (;;) {
    scanner.peek()
    const name = scanner.readString()
    scanner.expect(colon)
    if (name === 'data') {
      if (object.data !== null) object.repeated = name
      scanner.peek()
      const start = scanner.position
      object.dataDepth = scanner.skipValue()
      object.data = scanner.bytes.subarray(start, scanner.position)
    } else if (isEventField(name)) {
      if (Object.hasOwn(object.fields, name)) object.repeated = name
      object.fields[name] = readFieldValue(scanner)
    } else if (isRequest && name === 'events') {
      if (object.events !== null) object.repeated = name
      object.events = readEvents(scanner, ownTenant)
    } else {
      if (object.unknown.includes(name)) object.repeated = name
      // A few are enough to say what is wrong.
      else if (object.unknown.length < 20) object.unknown.push(name)
      scanner.skipValue()
    }
    if (scanner.peek() !== comma) break
    scanner.position++
  }
  scanner.expect(closeBrace)
  return object
}

/** The value of a field: text and booleans as they are, anything else (which no field takes) as undefined or null. */
function readFieldValue(scanner: JsonScanner): unknown {
  const first = scanner.peek()
  if (first === quote) return scanner.readString()
  const start = scanner.position
  scanner.skipValue()
  if (first === 0x74) return true
  if (first === 0x66) return false
  return scanner.position - start === 4 && first === 0x6e ? null : undefined
}

function readEvents(scanner: JsonScanner, ownTenant: string | null): (ParsedEvent | PostriderError)[] {
  const events: (ParsedEvent | PostriderError)[] = []
  if (scanner.peek() !== openBracket) {
    scanner.skipValue()
    throw invalid([{ pointer: '/events', message: 'must be an array of events' }])
  }
  scanner.position++
  if (scanner.peek() === closeBracket) {
    scanner.position++
    return events
  }
  for (;;) {
    if (events.length > maxEvents) scanner.skipValue()
    else events.push(readEvent(scanner, ownTenant))
    if (scanner.peek() !== comma) break
    scanner.position++
  }
  scanner.expect(closeBracket)
  return events
}

function readEvent(scanner: JsonScanner, ownTenant: string | null): ParsedEvent | PostriderError {
  if (scanner.peek() === openBrace) return eventFrom(readObject(scanner, false, ownTenant), ownTenant)
  scanner.skipValue()
  return invalid([{ pointer: '', message: 'must be an object' }])
}

function eventFrom(object: RawObject, ownTenant: string | null): ParsedEvent | PostriderError {
  if (object.repeated !== null) return repeatedFault(object.repeated)
  if (object.dataDepth > maxDataDepth) {
    return new PostriderError('malformed_json', `data may nest ${maxDataDepth} levels deep, not ${object.dataDepth}.`)
  }
  if (object.data !== null && object.data.length > maxDataBytes) {
    return new PostriderError(
      'payload_too_large',
      'The data of one event may have 1 MiB. Send a reference to large content instead.',
    )
  }
  if (ownTenant !== null && !Object.hasOwn(object.fields, 'tenant')) object.fields.tenant = ownTenant
  const faults = eventFieldFaults(object.fields)
  if (object.data === null) faults.push({ pointer: '/data', message: 'is required' })
  for (const name of object.unknown) faults.push({ pointer: pointerTo(name), message: 'is not a field of an event' })
  if (faults.length > 0) return invalid(faults)
  return { fields: object.fields as unknown as EventFields, data: object.data as Uint8Array }
}

function repeatedFault(name: string): PostriderError {
  return new PostriderError('malformed_json', `The property ${JSON.stringify(name.slice(0, 100))} is given twice.`)
}

function invalid(errors: FieldError[]): PostriderError {
  return new PostriderError('validation_failed', 'The request is not valid; see errors for what to change.', { errors })
}

/** RFC 6901; a name nobody asked for is cut, and cleaned of what a response or a log should not repeat. */
function pointerTo(name: string): string {
  return pointerOf([name.slice(0, 100).toWellFormed()])
}
