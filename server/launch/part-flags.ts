/**
 * How web and worker are started. On a machine with much memory Node lets its heap grow long before it collects; with this limit
 * each stays below 300 MB under load, and nothing they hold comes near it. What a request or a delivery needs is garbage within
 * milliseconds: with room for more of it most is gone before it is moved to the old space, whose collections cost more
 * (docs/performance.md).
 */
export const partFlags = ['--max-old-space-size=512', '--max-semi-space-size=32']
