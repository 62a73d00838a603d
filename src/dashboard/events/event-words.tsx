import { useMessages } from '../i18n/language.js'
import type { Messages } from '../i18n/en.js'
import type { GraphEvent } from '../live/session.js'

/** What an event says, in a line. */
export function eventWords(event: GraphEvent, m: Messages): string {
  const change = <W extends string>(words: Record<W, string>, before: W | null, now: W) => (before && before !== now ? `${words[before]} → ${words[now]}` : words[now])
  switch (event.__typename) {
    case 'LiveProgress':
      return [event.sceneName, m.session.paragraph(event.sequenceNo ?? 0, event.paragraphTitle ?? '')].filter(Boolean).join(' · ')
    case 'LiveStateChanged':
      return change(m.states, event.previousLiveState, event.liveState)
    case 'RtmpStateChanged':
      return `${change(m.rtmp, event.previousRtmpState, event.rtmpState)} · ${event.outputUrl}`
    case 'ReplyFinished':
      return m.events.reply(event.finishedReplyId)
    case 'TrainingStatusChanged':
      return [event.stage && m.jobs.stages[event.stage], change(m.statuses, event.previousStatus, event.status), event.vendorStatus].filter(Boolean).join(' · ')
    case 'VideoJobChanged':
      return [change(m.statuses, event.previousStatus, event.status), event.vendorStatus].filter(Boolean).join(' · ')
    case 'UnrecognizedEvent':
      return `${event.kind} ${JSON.stringify(event.content)}`
  }
}

/** What an event says, in a line. */
export const EventWords = ({ event }: { event: GraphEvent }) => eventWords(event, useMessages())
