/** Said on the document by the page's own scripts as soon as its controls work, and on a `data-late` part as soon as its own do. */
export const aliveEvent = 'postrider:alive'

type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * What people click, type and press between the first sight of a page and its scripts would be lost: this keeps it, and does it when
 * `alive` is heard of where it belongs. Links, native lists and forms whose button nobody sees work by themselves and are left
 * alone.
 *
 * Stands in the HTML as text, so that it is there before anything can be clicked: it uses nothing outside of itself.
 */
export function keepEarlyInput(alive: string): void {
  const clicks = new Map<Element, Element>()
  const texts = new Map<Field, string>()
  const keys: KeyboardEventInit[] = []
  const living = new Set<EventTarget>()

  function partOf(control: Element): EventTarget {
    return control.closest('[data-late]') ?? document
  }

  function keepClick(event: MouseEvent): void {
    const target = event.target as Element
    const control = target.closest('a[href], summary, select, button, input, textarea, label, tr[data-clickable]')
    if (!control || control.matches('a[href], summary, select, [hidden]') || living.has(partOf(control))) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    // A checkbox would change without the page, and a button would send its form away without what was typed.
    event.preventDefault()
    // Whoever clicks again because nothing happens means it once.
    clicks.set(control, target)
  }

  function keepText({ target }: Event): void {
    if (!(target instanceof Element) || living.has(partOf(target))) return
    const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
    if (isField && target.type !== 'checkbox' && target.type !== 'radio') texts.set(target, target.value)
  }

  /** A shortcut: one character that goes into no text, or the palette's Ctrl K, which a browser takes for its own search. */
  function keepKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    if (living.has(document) || event.altKey || event.repeat) return
    if (target.isContentEditable || target.matches('input, textarea, select')) return
    const isPalette = (event.ctrlKey || event.metaKey) && event.key === 'k'
    const isSingle = !event.ctrlKey && !event.metaKey && event.key.length === 1 && event.key !== ' '
    if (!isPalette && !isSingle) return
    event.preventDefault()
    // Parts that live already would do it now, and again later.
    event.stopPropagation()
    const { key, code, ctrlKey, metaKey, shiftKey } = event
    keys.push({ key, code, ctrlKey, metaKey, shiftKey })
  }

  /** As if typed now. React has noted what the field holds, and hears of nothing that it believes to be there already. */
  function type(field: Field, text: string): void {
    const own = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
    field.value = field.defaultValue
    Object.getOwnPropertyDescriptor(own, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  async function release({ target: part }: Event): Promise<void> {
    if (!part || living.has(part)) return
    living.add(part)
    // One after the other: a click on Save finds what was typed.
    const turn = () => new Promise((resolve) => setTimeout(resolve))
    for (const [field, text] of texts) {
      if (partOf(field) !== part) continue
      texts.delete(field)
      await turn()
      type(field, text)
    }
    for (const [control, target] of clicks) {
      if (partOf(control) !== part) continue
      clicks.delete(control)
      await turn()
      target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }))
    }
    if (part !== document) return
    for (const key of keys.splice(0)) {
      await turn()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }))
    }
  }

  document.addEventListener('click', keepClick, true)
  document.addEventListener('input', keepText, true)
  document.addEventListener('keydown', keepKey, true)
  document.addEventListener(alive, (event) => void release(event))
}
