/** What of an error goes into the log. What else a library hangs on its errors may be data of customers. */
export function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack } = error
  return { type: name, message, stack }
}
