import { createParser } from 'nuqs/server'

/** Text of a parameter of the URL; an empty one, as a form of HTML sends it, is none. */
export const parseAsText = createParser({ parse: (text) => text.trim() || null, serialize: String })
