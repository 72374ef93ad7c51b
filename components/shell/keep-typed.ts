/** What is on its way longer than this does not come any more. */
const longestMs = 5_000

let isKeeping = false

/**
 * Keeps what is typed from now on until a field of a dialog has the focus, and puts it there: whoever types on after a shortcut means
 * the dialog that opens, not the page below and its shortcuts.
 */
export function keepTyped(): void {
  if (isKeeping || document.activeElement?.closest('[role="dialog"]')) return
  isKeeping = true
  let typed = ''
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else if (event.key === 'Escape') return stop()
    else if (event.key.length === 1) typed += event.key
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLInputElement) || !target.closest('[role="dialog"]')) return
    stop()
    if (typed === '') return
    // React has noted what the field holds, and hears of nothing that it believes to be there already.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(target, typed)
    target.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const timer = setTimeout(stop, longestMs)
  function stop() {
    isKeeping = false
    clearTimeout(timer)
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('focusin', onFocus)
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('focusin', onFocus)
}
