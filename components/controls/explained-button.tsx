import { Button, type ButtonProps, Tooltip } from '@mantine/core'

/**
 * A button that cannot be pressed while there is a reason, `impossible`: it is said to whoever points at the button or reaches it with
 * the keyboard, which one that is `disabled` keeps them from.
 */
export function ExplainedButton({
  impossible,
  onClick,
  ...button
}: ButtonProps & { impossible: string | null | undefined; onClick: () => void }) {
  return (
    <Tooltip
      label={impossible}
      disabled={!impossible}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={320}
    >
      <Button
        {...button}
        {...(impossible && { 'data-disabled': true, 'aria-disabled': true, 'aria-description': impossible })}
        onClick={impossible ? undefined : onClick}
      />
    </Tooltip>
  )
}
