/** A problem that the server answered with (RFC 9457). */
export class ApiError extends Error {
  readonly status: number
  readonly problem: unknown

  constructor(
    status: number,
    problem: { detail?: string; title?: string; errors?: { pointer: string; message: string }[] },
  ) {
    const fields = (problem.errors ?? []).map(({ pointer, message }) => `\n  ${pointer || '/'}: ${message}`).join('')
    super(`${problem.detail ?? problem.title ?? `The server answered ${status}.`}${fields}`)
    this.status = status
    this.problem = problem
  }
}

/** Nobody answered. */
export class ConnectionError extends Error {}

/** The REST API of one server, with one key. */
export interface Api {
  /** `body`: sent as JSON; a string is sent as it is. Answers the parsed JSON, null where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are those of docs/openapi.json; each command reads a few fields
  call(method: string, path: string, body?: unknown): Promise<any>
}

/** Longer than the server ever waits on purpose. */
const timeoutMs = 60_000

export function connectApi(target: { url: string; key: string; stopping: AbortSignal }): Api {
  const { url, key, stopping } = target
  return {
    async call(method, path, body) {
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)])
      const response = await fetch(new URL(`/api/v1${path}`, url), {
        method,
        signal,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      }).catch((error: Error & { cause?: { code?: string } }) => {
        if (stopping.aborted) throw error
        const reason = error.cause?.code ?? error.message
        throw new ConnectionError(`${url} does not answer (${reason}). Is Postrider running there? Set --url.`)
      })
      const text = await response.text()
      const json = parse(text)
      if (!response.ok) throw new ApiError(response.status, (json ?? { detail: text.slice(0, 200) }) as object)
      return json
    },
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
