/** Whether the text is on the clipboard now: browsers refuse it on pages without TLS, and where nobody asked for it just now. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
