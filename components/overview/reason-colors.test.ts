import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reasonColors } from './reason-colors.ts'

const grounds = readFileSync(new URL('../theme/tokens.css', import.meta.url), 'utf8').matchAll(/--surface: (#\w{6})/g)
const [lightGround, darkGround] = [...grounds].map(([, hex]) => String(hex))

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red, green, blue] = channels(hex)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['light', 0, lightGround],
  ['dark', 1, darkGround],
] as const)('on a %s ground', (_, place, ground) => {
  const tones = Object.fromEntries(
    Object.entries(reasonColors).map(([error, color]) => [error, color.match(/#\w{6}/g)?.[place] ?? '']),
  )

  test.each(Object.entries(tones))('%s, %s, stands out and is warm or neutral', (_error, tone) => {
    expect(contrast(tone, String(ground))).toBeGreaterThanOrEqual(3)
    const [red, green, blue] = channels(tone) as [number, number, number]
    expect(red).toBeGreaterThanOrEqual(Math.max(green, blue))
  })

  test('no two of the frequent reasons are equally light', () => {
    const frequent = ['http_error', 'timeout', 'connection_refused', 'dns_error', 'tls_error']
    const sorted = frequent.map((error) => String(tones[error])).sort((a, b) => luminance(a) - luminance(b))
    for (const [index, tone] of sorted.slice(1).entries()) {
      expect(contrast(tone, String(sorted[index]))).toBeGreaterThanOrEqual(1.3)
    }
  })
})
