/** Where a command writes. Results go to standard output, everything else to standard error, so that pipes get results only. */
export interface Output {
  /** `json`: the result as data; `text`: as people read it. One of both is written. */
  result(json: unknown, text: string): void
  note(text: string): void
  isJson: boolean
}

export interface Streams {
  write(text: string): void
  writeError(text: string): void
}

/** `isJson`: one JSON value a line. */
export function createOutput(streams: Streams, isJson: boolean): Output {
  return {
    isJson,
    result: (json, text) => streams.write(`${isJson ? JSON.stringify(json) : text}\n`),
    note: (text) => {
      if (!isJson) streams.writeError(`${text}\n`)
    },
  }
}

/** Text of the server as a terminal may show it: no control characters, so that no receiver can write escape sequences. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}
