/** The day the world was last touched: everything in it was made in the two years before, whatever today is. */
export const WORLD_DATE = Date.UTC(2026, 5, 30, 12, 0, 0)

/** RFC 3339 without fractions, as the vendor writes times. `at` is in milliseconds since 1970. */
export function vendorTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** A moment without its milliseconds, as it is shown; bounds of queries are compared with that. */
export function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000
}
