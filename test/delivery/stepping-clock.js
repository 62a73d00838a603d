// Preloaded into a server (node --import): every SIGUSR2 sets its clock to the next offset of CLOCK_STEPS (milliseconds,
// comma separated, round and round), beginning with none. What it shows: everything that JavaScript reads of the time of
// day, which is all that the product and its packages read. What it does not: timers, which run by the monotonic clock
// in any case, and certificates.
const steps = (process.env.CLOCK_STEPS ?? '0').split(',').map(Number)
const RealDate = Date
let at = 0
const now = () => RealDate.now() + steps[at % steps.length]
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given))
  }
  static now = now
}
process.on('SIGUSR2', () => (at += 1))
