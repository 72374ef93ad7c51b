import type { ReactNode } from 'react'

/** Puts faults under their fields, and whoever sent the form in front of the first of them. */
export function showFaults(
  form: { setErrors: (faults: Record<string, ReactNode>) => void },
  faults: Record<string, ReactNode>,
): void {
  form.setErrors(faults)
  goToFault()
}

/** Once the fields say what is wrong: in the dialog that is open, else in the page. */
export function goToFault(): void {
  requestAnimationFrame(() => {
    const place = [...document.querySelectorAll('[aria-modal="true"]')].at(-1) ?? document
    const fault = place.querySelector<HTMLElement>(
      'form [aria-invalid="true"], form input[data-invalid], form [role="alert"][tabindex]',
    )
    fault?.scrollIntoView({ block: 'center' })
    fault?.focus({ preventScroll: true })
  })
}
