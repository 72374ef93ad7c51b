let current = 'http://localhost:3000'

/** Called once, when the web process knows the port it listens on. */
export function setPublicUrl(url: string): void {
  current = url
}

/** Where people reach the portal of this process. */
export function publicUrl(): string {
  return current
}
