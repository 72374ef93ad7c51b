import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reasonColors } from './reason-colors.ts'

const grounds = readFileSync(new URL('../theme/tokens.css', import.meta.url), 'utf8').matchAll(/--surface: (#\w{6})/g)
const [lightGround, darkGround] = [...grounds].map(([, hex]) => String(hex))

const frequent = ['http_error', 'timeout', 'connection_refused', 'dns_error', 'tls_error']

const tonesOf = (place: number) =>
  Object.fromEntries(
    Object.entries(reasonColors).map(([error, color]) => [error, color.match(/#\w{6}/g)?.[place] ?? '']),
  )

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red, green, blue] = channels(hex)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** OKLab: lightness, green to red, blue to yellow. Distances in it are as they are seen. */
function lab(hex: string): [number, number, number] {
  const [red, green, blue] = channels(hex)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ]
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['light', 0, lightGround],
  ['dark', 1, darkGround],
] as const)('on a %s ground', (_, place, ground) => {
  const tones = tonesOf(place)

  test.each(Object.entries(tones))('%s, %s, stands out and is warm or neutral', (_error, tone) => {
    expect(contrast(tone, String(ground))).toBeGreaterThanOrEqual(3)
    const [red, green, blue] = channels(tone) as [number, number, number]
    expect(red).toBeGreaterThanOrEqual(Math.max(green, blue))
  })

  test('no two of the frequent reasons are equally light', () => {
    const sorted = frequent.map((error) => String(tones[error])).sort((a, b) => luminance(a) - luminance(b))
    for (const [index, tone] of sorted.slice(1).entries()) {
      expect(contrast(tone, String(sorted[index]))).toBeGreaterThanOrEqual(1.3)
    }
  })

  test('any two reasons are told apart', () => {
    const all = Object.entries(tones)
    for (const [index, [error, tone]] of all.entries()) {
      for (const [other, otherTone] of all.slice(index + 1)) {
        const [one, two] = [lab(tone), lab(otherTone)]
        expect(Math.hypot(...one.map((value, at) => value - Number(two[at]))), `${error}, ${other}`).toBeGreaterThan(
          0.07,
        )
      }
    }
  })
})

describe('in light and in dark', () => {
  const [light, dark] = [tonesOf(0), tonesOf(1)]

  test.each(Object.keys(reasonColors))('%s has one hue', (error) => {
    const [[, a, b], [, otherA, otherB]] = [lab(String(light[error])), lab(String(dark[error]))]
    // What is nearly grey has none.
    if (Math.hypot(a, b) < 0.02) return expect(Math.hypot(otherA, otherB)).toBeLessThan(0.03)
    const turned = Math.atan2(b, a) - Math.atan2(otherB, otherA)
    expect(Math.cos(turned)).toBeGreaterThan(Math.cos(Math.PI / 18))
  })

  test('the frequent reasons are in one order from dark to light', () => {
    const order = (tones: Record<string, string>) =>
      frequent.toSorted((one, other) => luminance(String(tones[one])) - luminance(String(tones[other])))
    expect(order(light)).toEqual(order(dark))
  })
})
