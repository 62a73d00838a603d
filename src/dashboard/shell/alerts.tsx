import { useEffect, useMemo } from 'react'
import { useNow } from '../clock.js'
import { useDesk, useStore } from '../desk-context.js'
import { useFormats, useMessages } from '../i18n/language.js'
import { isBroken, isOver, type Output, type OutputTransition, type Session } from '../live/session.js'
import { addressOf } from '../route.js'
import { nameOf } from '../wall/name.js'
import { ConnectionNotes } from './connection-state.js'
import { Icon } from './icon.js'

/** Milliseconds for which an outage that is over is still told: many are shorter than a look away. */
const TOLD_AFTERWARDS = 8_000

/** An output that broke, and the transition that it is told by: the break, or the recovery. */
interface Outage {
  session: Session
  output: Output
  told: OutputTransition | undefined
}

/** Above every view: what must not be overlooked. It is said aloud, and stands in the title of the tab. */
export function Alerts() {
  const m = useMessages()
  const sessions = useStore(useDesk().sessions.all)
  const now = useNow()
  const running = useMemo(() => sessions.filter((session) => !isOver(session)), [sessions])
  const broken = useMemo(() => running.flatMap((session) => session.outputs.filter(isBroken).map((output) => ({ session, output, told: lastOf(output, 'DISCONNECTED') }))), [running])
  const recovered = running.flatMap((session) => session.outputs.filter((output) => hasJustRecovered(output, now)).map((output) => ({ session, output, told: lastOf(output, 'CONNECTED') })))

  useEffect(() => {
    document.title = broken.length ? `⚠ ${m.wall.broken(broken.length)} · ${m.title}` : m.title
  }, [broken.length, m])

  return (
    <>
      <div className="notes">
        <ConnectionNotes />
      </div>
      <div role="alert">{broken.length > 0 && <OutageList title={m.wall.alert(broken.length)} outages={broken} words={m.wall.alertSince} />}</div>
      {!broken.length && recovered.length > 0 && <OutageList over title={m.wall.recovered} outages={recovered} words={m.wall.recoveredAt} />}
    </>
  )
}

const lastOf = ({ transitions }: Output, state: Output['state']) => transitions.findLast((transition) => transition.state === state)

function hasJustRecovered(output: Output, now: number): boolean {
  const [connected, broke] = [lastOf(output, 'CONNECTED'), lastOf(output, 'DISCONNECTED')]
  return output.state === 'CONNECTED' && connected !== undefined && broke !== undefined && now - Date.parse(connected.at) < TOLD_AFTERWARDS
}

function OutageList({ title, outages, words, over = false }: { title: string; outages: readonly Outage[]; words: (room: string, time: string) => string; over?: boolean }) {
  const m = useMessages()
  const format = useFormats()
  return (
    <div className={over ? 'outages over' : 'outages'}>
      <p>
        <Icon name={over ? 'check' : 'warning'} />
        {title}
      </p>
      <ul>
        {outages.map(({ session, output, told }) => (
          <li key={`${session.id} ${output.url}`}>
            <a href={addressOf('live', session.id)}>{told ? words(nameOf(session, m), format.time(told.at)) : nameOf(session, m)}</a>
            <code>{output.url}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
