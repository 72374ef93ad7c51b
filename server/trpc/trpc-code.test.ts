import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { expect, test } from 'vitest'
import { errorCodes } from '../contract/errors.ts'
import { trpcCodeOf } from './trpc-code.ts'

test.each(Object.entries(errorCodes))('%s has the same HTTP status over both transports', (_, { status }) => {
  expect(getHTTPStatusCodeFromError(new TRPCError({ code: trpcCodeOf(status) }))).toBe(status)
})
