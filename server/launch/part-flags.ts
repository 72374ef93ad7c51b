/**
 * How web and worker are started. On a machine with much memory Node lets its heap grow long before it collects; with this limit
 * each stays near 300 MB under load, and nothing they hold comes near it (docs/performance.md).
 */
export const partFlags = ['--max-old-space-size=512']
