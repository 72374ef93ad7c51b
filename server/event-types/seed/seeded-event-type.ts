/** One entry that a new installation starts with. The example fits the schema; a test holds them together. */
export interface SeededEventType {
  name: string
  version: string
  description: string
  group: string
  schema: Record<string, unknown>
  example: unknown
}
