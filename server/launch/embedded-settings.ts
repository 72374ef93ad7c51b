/** postgresql.conf of the embedded database: one machine, one user, durable. */
export const embeddedSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Web and workers with their pools and lock connections, and room for psql.
  max_connections: '200',
  // Every held lane is an advisory lock, and a statement over all partitions locks each of them.
  max_locks_per_transaction: '1024',
  shared_buffers: '256MB',
  // A 202 means that the event survives a power cut.
  synchronous_commit: 'on',
  // Checkpoints by time, not by volume: at 1,000 deliveries a second the log grows some 5 MB a second.
  max_wal_size: '4GB',
  checkpoint_timeout: '10min',
  // The hot tables name their own thresholds; look at them often.
  autovacuum: 'on',
  autovacuum_naptime: '10s',
  // Whoever forgets a transaction keeps every row that dies meanwhile, and the hot tables grow.
  idle_in_transaction_session_timeout: '1min',
  // Short statements over few rows: compiling costs more than it saves.
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
}
