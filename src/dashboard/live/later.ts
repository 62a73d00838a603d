/** How often the page is drawn while nobody looks at it: its title still tells. */
const HIDDEN_PAUSE = 500

/** Runs something with the next frame; soon, while the page is hidden and has no frames. */
export function withNextFrame(run: () => void): void {
  if (document.hidden) setTimeout(run, HIDDEN_PAUSE)
  else requestAnimationFrame(run)
}

/**
 * Gathers what is given within `wait` milliseconds and hands it over in one go, each thing once, at most `most` at a time.
 */
export function gather(wait: number, most: number, handOver: (ids: string[]) => void): (id: string) => void {
  const waiting = new Set<string>()
  return (id) => {
    waiting.add(id)
    if (waiting.size > 1) return
    setTimeout(() => {
      const ids = [...waiting]
      waiting.clear()
      for (let start = 0; start < ids.length; start += most) handOver(ids.slice(start, start + most))
    }, wait)
  }
}
