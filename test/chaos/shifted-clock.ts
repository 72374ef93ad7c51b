// Loaded before everything else into one process: its wall clock is wrong by CHAOS_CLOCK_SHIFT_MS milliseconds, as that of a
// machine without NTP. Timers and the monotonic clock go on as they do there.
const shiftMs = Number(process.env.CHAOS_CLOCK_SHIFT_MS)
const RealDate = Date
const realNow = Date.now.bind(Date)
const timeOrigin = performance.timeOrigin + shiftMs

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [realNow() + shiftMs] : given, newTarget),
  apply: () => new RealDate(realNow() + shiftMs).toString(),
  get: (target, name) => (name === 'now' ? () => realNow() + shiftMs : Reflect.get(target, name)),
})
Object.defineProperty(performance, 'timeOrigin', { get: () => timeOrigin })
