import { keepTyped } from './keep-typed.ts'

/** Opens the palette, loading it first if need be: few page views ask for it, and it weighs as much as a page. */
export function openCommandPalette(): void {
  keepTyped()
  void import('./command-palette.tsx').then(({ openSpotlight }) => openSpotlight())
}
