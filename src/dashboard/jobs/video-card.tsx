import { memo, useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.js'
import type { Video } from '../live/job.js'
import { Film } from './film.js'
import { FailureNote, JobHead } from './job-head.js'

/** A video that is being made, or was. */
export const VideoCard = memo(function VideoCard({ video }: { video: Video }) {
  const m = useMessages()
  const format = useFormats()
  const [watching, setWatching] = useState(false)
  const name = video.name ?? m.jobs.unnamed
  return (
    <article className="job" aria-label={name}>
      <div className="job-body">
        <JobHead job={video} name={name} />
        {video.queueLength !== null && <p className="quiet small">{m.jobs.queue(video.queueLength)}</p>}
        {video.durationSeconds !== null && <p className="quiet small number">{m.jobs.seconds(format.number(video.durationSeconds))}</p>}
        <FailureNote failure={video.failure} />
        {video.outputUrl && !watching && (
          <div className="buttons">
            <button onClick={() => setWatching(true)}>{m.jobs.watch}</button>
          </div>
        )}
        {video.outputUrl && watching && <Film url={video.outputUrl} label={name} />}
      </div>
    </article>
  )
})
