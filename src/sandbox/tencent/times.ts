const BEIJING_MS = 8 * 3600 * 1000

/** `YYYY-MM-DD HH:mm:ss`, in the vendor's own time zone. `at` is in milliseconds since 1970. */
export function vendorTime(at: number): string {
  return new Date(at + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ')
}
