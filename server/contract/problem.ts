import { z } from 'zod'
import { type ErrorCode, errorCodes } from './errors.ts'

/** Every error answer: RFC 9457, `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'A URI that names the kind of problem: `urn:postrider:problem:<code>`.' }),
    title: z.string().meta({ description: 'The same sentence for every problem of this kind.' }),
    status: z.int().meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'What happened here and what to do about it.' }),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) to the field at fault.' }),
          message: z.string(),
        }),
      )
      .meta({ description: 'The fields at fault, one entry each.' }),
    request_id: z.string().meta({ description: 'Also in `X-Request-Id`: name it when you ask for help.' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong, as RFC 9457 problem details.' })
export type Problem = z.infer<typeof Problem>
