import { useState } from 'react'
import { Choice } from '../components/choice.js'
import { UnavailableNotes } from '../components/unavailable.js'
import { useDesk, useStore } from '../desk-context.js'
import { useMessages } from '../i18n/language.js'
import { grouped, groupOf, GROUPS, type Group } from './groups.js'
import { TrainingCard } from './training-card.js'
import { VideoCard } from './video-card.js'

/** What is being made: avatars, voices and videos, and what a person has to do for it. */
export function JobsView() {
  const m = useMessages()
  const desk = useDesk()
  const trainings = useStore(desk.trainings.all)
  const videos = useStore(desk.videos.all)
  const { jobs: loaded } = useStore(desk.loaded)
  const unavailable = useStore(desk.unavailable)
  const [group, setGroup] = useState<Group>('all')
  const needed = trainings.filter((training) => groupOf(training) === 'waitingForYou').length
  return (
    <>
      <header className="view-head">
        <h1>{m.jobs.title}</h1>
        {needed > 0 && <p className="badge warn">{m.jobs.needsYou(needed)}</p>}
        <div className="filters">
          <Choice label={m.jobs.filter} options={GROUPS.map((name) => [name, m.jobs[name]] as const)} value={group} onChoose={setGroup} />
        </div>
      </header>
      {!loaded && (
        <p className="quiet" role="status">
          {m.loading}
        </p>
      )}
      <section className="job-section" aria-labelledby="trainings">
        <h2 id="trainings">{m.jobs.trainings}</h2>
        <UnavailableNotes of={unavailable.trainings} />
        <List jobs={grouped(trainings, group)} loaded={loaded} card={(training) => <TrainingCard key={training.id} training={training} />} />
      </section>
      <section className="job-section" aria-labelledby="videos">
        <h2 id="videos">{m.jobs.videos}</h2>
        <UnavailableNotes of={unavailable.videos} />
        <List jobs={grouped(videos, group)} loaded={loaded} card={(video) => <VideoCard key={video.id} video={video} />} />
      </section>
    </>
  )
}

function List<T>({ jobs, loaded, card }: { jobs: readonly T[]; loaded: boolean; card: (job: T) => React.ReactNode }) {
  const m = useMessages()
  if (!jobs.length) return loaded && <p className="quiet">{m.jobs.empty}</p>
  return <div className="jobs">{jobs.map(card)}</div>
}
