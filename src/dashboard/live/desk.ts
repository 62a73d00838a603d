import type { Client } from '@urql/core'
import {
  BeginningDocument,
  JobsDocument,
  OutputsDocument,
  SessionsDocument,
  SessionsOfUnknownStateDocument,
  TrainingsDocument,
  VideosDocument,
  WallDocument,
  type SessionFieldsFragment,
  type UnavailableFieldsFragment,
} from '../queries/documents.js'
import type { Connection, Gap } from './connection.js'
import { trainingAfter, trainingRefreshed, videoAfter, videoRefreshed, type Training, type Video } from './job.js'
import { gather, withNextFrame } from './later.js'
import { allPages } from './pages.js'
import { isOver, newestFirst, refreshed, sessionOf, withEvent, withOutputs, type GraphEvent, type Session } from './session.js'
import { createEntities, createStore, type Entities, type Store } from './store.js'
import { followEvents } from './stream.js'

/** Events that the page remembers; older ones are asked for where they are wanted. */
const MAX_EVENTS = 1000
/** Entities asked for again in one query, and the milliseconds in which they are gathered. */
const [BATCH, GATHER] = [20, 150]
/** Ids in one query at most. */
const MOST_AT_ONCE = 100
/** Milliseconds between looks at the vendors' lists, for sessions that were started elsewhere and that nothing here knows of. */
const LOOK_AGAIN = 60_000

/** Parts of a list that an account could not give. */
export type Unavailable = UnavailableFieldsFragment

/** Everything that is on the page, kept up to date. */
export interface Desk {
  sessions: Entities<Session>
  trainings: Entities<Training>
  videos: Entities<Video>
  /** The newest events first. */
  events: Store<readonly GraphEvent[]>
  connection: Store<Connection>
  /** The last loss that was told of, until a person has seen it. */
  gap: Store<Gap | null>
  /** Which lists have been read. */
  loaded: Store<{ sessions: boolean; jobs: boolean }>
  unavailable: Store<{ sessions: readonly Unavailable[]; trainings: readonly Unavailable[]; videos: readonly Unavailable[] }>
  /** Adds to a session what the log knew of it before. */
  addHistory(id: string, events: readonly GraphEvent[]): void
  /** Replaces a training that a mutation has just answered with. */
  putTraining(training: Training): void
  close(): void
}

/**
 * Opens the desk: reads where the log ends, then the lists, then follows every event from there on, so that nothing is
 * missed between the two. After a loss it does the same again.
 */
export function openDesk(client: Client): Desk {
  const sessions = createEntities<Session>(newestFirst)
  const trainings = createEntities<Training>(newestFirst)
  const videos = createEntities<Video>(newestFirst)
  const events = createStore<readonly GraphEvent[]>([])
  const connection = createStore<Connection>({ phase: 'connecting' })
  const gap = createStore<Gap | null>(null)
  const loaded = createStore({ sessions: false, jobs: false })
  const unavailable = createStore<ReturnType<Desk['unavailable']['get']>>({ sessions: [], trainings: [], videos: [] })
  const fresh = { requestPolicy: 'network-only' } as const

  let closed = false
  let stopFollowing = () => {}
  let arrived: GraphEvent[] = []
  /** Sessions that no vendor could tell of: they are not asked for at every event. */
  const untold = new Set<string>()
  /** Events of sessions that are being asked for, to be applied when they are known. */
  const early = new Map<string, GraphEvent[]>()

  const commit = () => {
    sessions.commit()
    trainings.commit()
    videos.commit()
  }

  function takeArrived(): void {
    const batch = arrived
    arrived = []
    for (const event of batch) apply(event)
    commit()
    events.set([...batch.reverse(), ...events.get()].slice(0, MAX_EVENTS))
  }

  function apply(event: GraphEvent): void {
    if ('session' in event) {
      const { id } = event.session
      const session = sessions.get(id)
      if (session) sessions.put(withEvent(session, event))
      // Its times and failure are told by the vendor only.
      const isNews = event.__typename === 'LiveStateChanged'
      if (isNews || !(session || untold.has(id))) askForSession(id)
      if (!session && (isNews || !untold.has(id))) early.set(id, [...(early.get(id) ?? []), event])
    }
    if ('job' in event) {
      const { id } = event.job
      const [training, video] = [trainings.get(id), videos.get(id)]
      if (training) trainings.put(trainingAfter(training, event))
      if (video) videos.put(videoAfter(video, event))
      if (loaded.get().jobs) askForJob(id)
    }
  }

  const askForSession = gather(GATHER, BATCH, (ids) => {
    void client.query(SessionsDocument, { ids }, fresh).then(({ data }) => {
      for (const told of data?.nodes ?? []) {
        if (told?.__typename !== 'LiveSession') continue
        const known = sessions.get(told.id)
        const session = known ? refreshed(known, told) : (early.get(told.id) ?? []).reduce(withEvent, sessionOf(told))
        if (!known && isOver(session)) continue
        sessions.put(session)
        if (!known) askForOutputs(told.id)
      }
      for (const id of ids) {
        early.delete(id)
        if (sessions.get(id)) untold.delete(id)
        else untold.add(id)
      }
      commit()
    })
  })

  const askForOutputs = gather(0, MOST_AT_ONCE, (ids) => {
    void client.query(OutputsDocument, { ids }, fresh).then(({ data }) => {
      for (const told of data?.nodes ?? []) {
        const session = told?.__typename === 'LiveSession' && sessions.get(told.id)
        if (session) sessions.put(withOutputs(session, told.outputs))
      }
      commit()
    })
  })

  const askForJob = gather(GATHER, BATCH, (ids) => {
    void client.query(JobsDocument, { ids }, fresh).then(({ data }) => {
      for (const told of data?.nodes ?? []) {
        if (told?.__typename === 'TrainingJob') trainings.put(merged(trainings, told, trainingRefreshed))
        if (told?.__typename === 'VideoJob') videos.put(merged(videos, told, videoRefreshed))
      }
      commit()
    })
  })

  /** The sessions that are not over; each page is handed over as it comes, so that the first cards need not wait for the last. */
  async function listSessions(onPage: (told: readonly SessionFieldsFragment[]) => void): Promise<void> {
    const fetch = (after: string | null) => client.query(WallDocument, { after }, fresh).then(({ data }) => data?.liveSessions)
    const running = await allPages(fetch, onPage)
    unavailable.set({ ...unavailable.get(), sessions: running.unavailable })
    const { data } = await client.query(SessionsOfUnknownStateDocument, {}, fresh)
    if (data) onPage(data.liveSessions.nodes)
  }

  /** Adds the sessions of a list that are not known yet, and new facts of those that are. */
  function takeListed(told: readonly SessionFieldsFragment[]): void {
    if (closed) return
    for (const session of told) {
      if (!sessions.get(session.id)) askForOutputs(session.id)
      sessions.put(merged(sessions, sessionOf(session), (known) => refreshed(known, session)))
    }
    commit()
  }

  async function loadJobs(): Promise<void> {
    const [ofTrainings, ofVideos] = await Promise.all([
      allPages((after) => client.query(TrainingsDocument, { after }, fresh).then(({ data }) => data?.trainingJobs)),
      allPages((after) => client.query(VideosDocument, { after }, fresh).then(({ data }) => data?.videoJobs)),
    ])
    if (closed) return
    trainings.reset(ofTrainings.nodes)
    videos.reset(ofVideos.nodes)
    unavailable.set({ ...unavailable.get(), trainings: ofTrainings.unavailable, videos: ofVideos.unavailable })
    loaded.set({ ...loaded.get(), jobs: true })
    commit()
  }

  async function load(): Promise<void> {
    stopFollowing()
    const { data } = await client.query(BeginningDocument, {}, fresh)
    if (closed) return
    if (!data) return void setTimeout(() => void load(), 1000)
    const { nodes, head } = data.events
    events.set(nodes)
    sessions.reset([])
    await listSessions((told) => {
      takeListed(told)
      for (const event of data.states.nodes.toReversed()) {
        const session = 'session' in event && sessions.get(event.session.id)
        if (session) sessions.put(withEvent(session, event))
      }
      commit()
      loaded.set({ ...loaded.get(), sessions: true })
    })
    if (closed) return
    loaded.set({ ...loaded.get(), sessions: true })
    stopFollowing = followEvents({
      client,
      after: head,
      onEvent(event) {
        if (arrived.push(event) === 1) withNextFrame(takeArrived)
      },
      onGap(told) {
        gap.set(told)
        void load()
      },
      onConnection: (state) => connection.set(state),
    })
    await loadJobs()
  }

  /** Sessions that were started elsewhere, and new times of those that are known. */
  const lookAgain = setInterval(() => {
    if (connection.get().phase !== 'live') return
    void listSessions(takeListed)
  }, LOOK_AGAIN)

  void load()
  return {
    sessions,
    trainings,
    videos,
    events,
    connection,
    gap,
    loaded,
    unavailable,
    addHistory(id, history) {
      const session = sessions.get(id)
      if (!session) return
      sessions.put(history.reduce(withEvent, session))
      commit()
    },
    putTraining(training) {
      trainings.put(training)
      commit()
    },
    close() {
      closed = true
      clearInterval(lookAgain)
      stopFollowing()
    },
  }
}

/** What is told of an entity, put together with what is known of it, if anything is. */
function merged<T extends { id: string }>(entities: Entities<T>, told: T, merge: (known: T, told: T) => T): T {
  const known = entities.get(told.id)
  return known ? merge(known, told) : told
}
