import { Progress } from '@mantine/core'
import type { Replay } from '../../server/contract/replay.ts'
import { count } from '../overview/figures.ts'
import cells from '../table/cells.module.css'
import { estimate } from '../time/time-text.ts'
import { percentDone } from './replay-words.ts'

type Counts = Pick<Replay, 'total' | 'done' | 'failed' | 'status' | 'eta_seconds'>

const share = (count: number, total: number): number => (total === 0 ? 0 : (count / total) * 100)

/** What arrived and what failed of how many, and how long the rest takes. */
export function ReplayProgress({ replay, size = 'sm' }: { replay: Counts; size?: string }) {
  const { total, done, failed, eta_seconds: eta } = replay
  return (
    <div style={{ display: 'grid', gap: 4, minWidth: 140 }}>
      <Progress.Root size={size} aria-label={`${percentDone(replay)} per cent`}>
        <Progress.Section value={share(done, total)} color="var(--good)" aria-label="Delivered" />
        <Progress.Section value={share(failed, total)} color="var(--bad)" aria-label="Failed" />
      </Progress.Root>
      <span className={`${cells.secondary} tabular`} style={{ whiteSpace: 'normal' }}>
        {count(done)} of {count(total)} delivered
        {failed > 0 && `, ${count(failed)} failed`}
        {replay.status === 'running' && eta !== null && `, about ${estimate(eta)} left`}
      </span>
    </div>
  )
}
