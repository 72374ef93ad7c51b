'use client'

import { useViewer } from '../session/viewer.tsx'

/** The tenant's colours, where the portal is embedded. They were checked to be six hexadecimal digits. */
export function EmbeddedTheme() {
  const theme = useViewer().embedded?.theme
  if (!theme?.accent) return null
  const dark = theme.accent_dark ?? theme.accent
  return <style>{`${rule(':root', theme.accent)}${rule(':root[data-mantine-color-scheme=dark]', dark)}`}</style>
}

function rule(selector: string, accent: string): string {
  return `${selector}{--accent:${accent};--accent-ink:${accent};--mantine-primary-color-filled:${accent};--mantine-primary-color-filled-hover:${accent}}`
}
