/**
 * Calls `onKey` for every character typed, without waiting for Enter where there is a terminal. Returns what gives the
 * terminal back.
 */
export function hearKeys(onKey: (key: string) => void): () => void {
  const { stdin } = process
  const hear = (chunk: Buffer): void => {
    for (const key of chunk.toString()) {
      // A raw terminal does not make a signal of Ctrl-C by itself.
      if (key === '\u0003') process.kill(process.pid, 'SIGINT')
      else onKey(key)
    }
  }
  if (stdin.isTTY) stdin.setRawMode(true)
  stdin.on('data', hear)
  return () => {
    stdin.off('data', hear)
    if (stdin.isTTY) stdin.setRawMode(false)
    stdin.pause()
  }
}
