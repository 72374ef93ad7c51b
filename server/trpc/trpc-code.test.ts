import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { expect, test } from 'vitest'
import { errorCodes } from '../contract/errors.ts'
import { trpcCodeOf } from './trpc-code.ts'

/** tRPC has no word for 431, which the HTTP server answers before either transport sees a request. */
const { headers_too_large: _, ...ofBoth } = errorCodes

test.each(Object.entries(ofBoth))('%s has the same HTTP status over both transports', (_, { status }) => {
  expect(getHTTPStatusCodeFromError(new TRPCError({ code: trpcCodeOf(status) }))).toBe(status)
})
