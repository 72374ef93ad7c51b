/** Plain values beside their schema (role.ts), so that a page that only lists them does not load a parser. */

/** What a person is in a tenant or in the whole installation, the highest first. */
export const roles = ['owner', 'admin', 'developer', 'viewer'] as const
