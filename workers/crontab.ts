/** graphile-worker's cron, in UTC. Delivery does not depend on it: the reconciler has a timer of its own. */
export const crontab = [
  '*/10 * * * * keep_house ?max=3',
  '* * * * * raise_alerts ?max=1',
  '*/5 * * * * roll_up_stats ?max=1',
  '* * * * * end_lost_sessions ?max=1',
  '* * * * * ring_forgotten_replays ?max=1',
].join('\n')
