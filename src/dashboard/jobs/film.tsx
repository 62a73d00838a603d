import { useState } from 'react'
import { useMessages } from '../i18n/language.js'
import { Icon } from '../shell/icon.js'

/** A film from where the vendor keeps it. What is no film after all may still be a moving picture; else there is a link. */
export function Film({ url, label }: { url: string; label: string }) {
  const m = useMessages()
  const [shownAs, setShownAs] = useState<'film' | 'picture' | 'link'>('film')
  return (
    <figure className="film">
      {shownAs === 'film' && <video src={url} controls muted loop playsInline preload="metadata" aria-label={label} onError={() => setShownAs('picture')} />}
      {shownAs === 'picture' && <img src={url} alt={label} onError={() => setShownAs('link')} />}
      <figcaption className="small quiet">
        {shownAs === 'link' && `${m.jobs.noFilm} `}
        <a href={url} target="_blank" rel="noreferrer">
          <Icon name="open" /> {m.jobs.openFilm}
        </a>
      </figcaption>
    </figure>
  )
}
