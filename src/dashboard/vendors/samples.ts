/** Callbacks that came between two looks, and how many were turned away. */
export interface Sample {
  /** Epoch milliseconds of the later look. */
  at: number
  accepted: number
  refused: number
}

/** What has been counted since the server started. */
export interface Counted {
  accepted: number
  refused: number
}

/** Milliseconds that a chart looks back, and those that one of its bars stands for. */
export const [WINDOW, BAR] = [600_000, 10_000]

/** The samples after another look; older ones than the window are dropped. A counter that went back was begun anew with its server: all it shows is new. */
export function sampled(samples: readonly Sample[], before: Counted | undefined, now: Counted, at: number): Sample[] {
  const since = (count: number, earlier: number) => (count < earlier ? count : count - earlier)
  const sample = before ? { at, accepted: since(now.accepted, before.accepted), refused: since(now.refused, before.refused) } : { at, accepted: 0, refused: 0 }
  return [...samples.filter((known) => known.at > at - WINDOW), sample]
}

/** The samples added up in bars, the oldest first; the last one ends now. */
export function bars(samples: readonly Sample[], at: number): Counted[] {
  const all = Array.from({ length: WINDOW / BAR }, () => ({ accepted: 0, refused: 0 }))
  for (const sample of samples) {
    const bar = all[all.length - 1 - Math.floor((at - sample.at) / BAR)]
    if (!bar) continue
    bar.accepted += sample.accepted
    bar.refused += sample.refused
  }
  return all
}

/** How many in the last minute. */
export function lastMinute(samples: readonly Sample[], at: number): Counted {
  const recent = samples.filter((sample) => sample.at > at - 60_000)
  return { accepted: recent.reduce((sum, { accepted }) => sum + accepted, 0), refused: recent.reduce((sum, { refused }) => sum + refused, 0) }
}
