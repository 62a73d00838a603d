declare global {
  interface Window {
    /** Durations of the tasks over 50 ms since the page loaded, in milliseconds; the performance test prints them. */
    longTasks?: number[]
  }
}

/** Writes down every task that kept the page from answering for more than 50 ms, where the browser tells of them. */
export function countLongTasks(): void {
  const tasks: number[] = (window.longTasks = [])
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true })
}
