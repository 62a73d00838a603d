import { useState } from 'react'

/** A picture from where the vendor keeps it; the first letter of the name where there is none, or it does not load. */
export function Cover({ url, name }: { url: string | null | undefined; name: string }) {
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span className="cover" aria-hidden="true">
      {url && failed !== url ? <img src={url} alt="" loading="lazy" decoding="async" onError={() => setFailed(url)} /> : <span>{[...name][0] ?? '·'}</span>}
    </span>
  )
}
