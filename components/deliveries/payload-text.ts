import { createParser } from 'nuqs/server'

const pathValue = /^[^:.]+(\.[^:.]+)*:/
const mostCharacters = 512

/** `path:value`, as PayloadMatch of server/contract/delivery.ts has it. */
export const isPathValue = (text: string): boolean => pathValue.test(text) && text.length <= mostCharacters

/** A search in payloads in the URL; what is none is said to be unknown instead of being asked. */
export const parseAsPayload = createParser({
  parse: (text) => (isPathValue(text.trim()) ? text.trim() : null),
  serialize: String,
})
