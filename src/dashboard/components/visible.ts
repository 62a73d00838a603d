import { useEffect, useRef, useState, type RefObject } from 'react'

const seen = new WeakMap<Element, () => void>()

/** One observer for all; half a screen ahead, so that what scrolls in is there already. */
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      observer.unobserve(target)
      seen.get(target)?.()
    }
  },
  { rootMargin: '50%' },
)

/** Whether an element has come into view yet: what it asks the graph for can wait until then. */
export function useSeen<E extends Element>(): [RefObject<E | null>, boolean] {
  const element = useRef<E>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const target = element.current
    if (!target) return
    seen.set(target, () => setSeen(true))
    observer.observe(target)
    return () => observer.unobserve(target)
  }, [])
  return [element, isSeen]
}
