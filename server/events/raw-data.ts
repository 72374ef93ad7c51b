import { PostriderError } from '../contract/errors.ts'
import { type ParsedEvent, parsePublishRequest } from './publish-request.ts'

/**
 * The bytes of `data` given as JSON text, judged by the rules of publishing: depth, size, properties given twice. Throws what
 * publishing throws.
 */
export function rawDataBytes(text: string): Uint8Array {
  try {
    // By itself first: text that ends the surrounding object early must not become fields of it.
    JSON.parse(text)
  } catch (error) {
    throw new PostriderError('malformed_json', `raw_data is not JSON: ${(error as Error).message}.`)
  }
  const request = Buffer.from(`{"tenant":"x","type":"x","data":${text}}`)
  return (parsePublishRequest(request).events[0] as ParsedEvent).data
}
