import { Button, Tooltip } from '@mantine/core'
import { useAwaySince } from '../trpc/connection.ts'
import classes from './live-toggle.module.css'

export function LiveToggle({ live, onToggle }: { live: boolean; onToggle: () => void }) {
  const isAway = useAwaySince() !== null
  return (
    <Tooltip label={live ? 'New deliveries appear by themselves. Press l to stop' : 'Press l to follow new deliveries'}>
      <Button
        variant="default"
        className={classes.button}
        onClick={onToggle}
        aria-pressed={live}
        leftSection={<span className={classes.dot} data-live={(live && !isAway) || undefined} />}
      >
        {live ? 'Live' : 'Live off'}
      </Button>
    </Tooltip>
  )
}
