import { NumberInput, type NumberInputProps } from '@mantine/core'
import { count } from '../overview/figures.ts'

/** A number that is said to be out of its range as it is typed, and is not made another one. Anything that refuses it means the range. */
export function BoundedNumberInput({ min, max, error, ...props }: NumberInputProps & { min: number; max?: number }) {
  const { value, suffix = '' } = props
  const isOut = typeof value === 'number' && (value < min || value > (max ?? value))
  const range = max === undefined ? `At least ${count(min)}` : `From ${count(min)} to ${count(max)}`
  return (
    <NumberInput
      min={min}
      {...(max !== undefined && { max })}
      clampBehavior="none"
      error={(isOut || error) && range + suffix}
      {...props}
    />
  )
}
