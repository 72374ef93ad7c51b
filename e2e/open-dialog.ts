import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** The dialog that a button of a page opens and that is called the same. Until the page lives the button does nothing. */
export async function openDialog(portal: Page, path: string, name: string): Promise<Locator> {
  await portal.goto(path)
  const dialog = portal.getByRole('dialog', { name })
  await expect(async () => {
    await portal.getByRole('button', { name }).first().click()
    await expect(dialog).toBeVisible({ timeout: 3_000 })
  }).toPass()
  return dialog
}
