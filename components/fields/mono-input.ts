/** `styles` of a field for what programs read: headers, JSON, secrets, addresses. */
export const monoInput = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }
