import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'

/** Puts faults under their fields, and whoever sent the form in front of the first of them. */
export function showFaults(
  form: { setErrors: (faults: Record<string, ReactNode>) => void },
  faults: Record<string, ReactNode>,
): void {
  flushSync(() => form.setErrors(faults))
  goToFault()
}

/** Frames in which a fault may appear: a busy browser draws one before the fields say what is wrong. */
const patience = 20

/** Once the fields say what is wrong: in the dialog that is open, else in the page. */
export function goToFault(frames = patience): void {
  requestAnimationFrame(() => {
    const place = [...document.querySelectorAll('[aria-modal="true"]')].at(-1) ?? document
    const fault = place.querySelector<HTMLElement>(
      'form [aria-invalid="true"], form input[data-invalid], form [role="alert"][tabindex]',
    )
    if (!fault && frames > 1) return goToFault(frames - 1)
    fault?.scrollIntoView({ block: 'center' })
    fault?.focus({ preventScroll: true })
  })
}
