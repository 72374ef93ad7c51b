import { Button, Tooltip } from '@mantine/core'
import classes from './live-toggle.module.css'

export function LiveToggle({ live, onToggle }: { live: boolean; onToggle: () => void }) {
  return (
    <Tooltip label={live ? 'New deliveries appear by themselves. Press l to stop' : 'Press l to follow new deliveries'}>
      <Button
        variant="default"
        onClick={onToggle}
        aria-pressed={live}
        leftSection={<span className={classes.dot} data-live={live || undefined} />}
      >
        Live
      </Button>
    </Tooltip>
  )
}
