import { memo } from 'react'
import { Cover } from '../components/cover.js'
import { LiveBadge } from '../components/state-badge.js'
import { useSeen } from '../components/visible.js'
import { useCaller, useDesk, useEntity } from '../desk-context.js'
import { useFormats, useMessages } from '../i18n/language.js'
import { isBroken, type Session } from '../live/session.js'
import { addressOf } from '../route.js'
import { Icon } from '../shell/icon.js'
import { useHistory } from './history.js'
import { nameOf } from './name.js'
import { Outputs } from './outputs.js'
import { RunningTime } from './running-time.js'
import { useRoom } from './script.js'
import { ScriptProgress } from './script-progress.js'

/** One session on the wall. What its list does not tell is asked for when the card comes into view. */
export const Card = memo(function Card({ id }: { id: string }) {
  const session = useEntity(useDesk().sessions, id)
  return session && <CardOf session={session} />
})

function CardOf({ session }: { session: Session }) {
  const m = useMessages()
  const [element, seen] = useSeen<HTMLElement>()
  useHistory(session.id, seen)
  const room = useRoom(session.room?.id, seen)
  const broken = session.outputs.some(isBroken)
  const name = nameOf(session, m, room)
  const avatar = room?.avatars.find(({ thumbnailUrl, coverUrl }) => thumbnailUrl ?? coverUrl)
  return (
    <article ref={element} className={broken ? 'card broken' : 'card'} aria-label={name}>
      <header>
        <Cover url={avatar?.thumbnailUrl ?? avatar?.coverUrl ?? session.coverUrl} name={name} />
        <div className="who">
          <h3>
            <a href={addressOf('live', session.id)}>{name}</a>
          </h3>
          <p className="quiet small">
            <VendorName session={session} />
          </p>
        </div>
        <div className="state">
          <LiveBadge state={session.state} />
          <RunningTime session={session} />
        </div>
      </header>
      <ScriptProgress room={room} progress={session.progress} />
      <Outputs outputs={session.outputs} />
      <LastReply session={session} />
    </article>
  )
}

/** The vendor, and its account where it has another name. */
export function VendorName({ session: { vendor, account } }: { session: Pick<Session, 'vendor' | 'account'> }) {
  const m = useMessages()
  const { accounts } = useCaller()
  const known = accounts.get(account.slug)
  return (
    <>
      {m.vendorNames[vendor]}
      {account.slug !== vendor.toLowerCase() && ` · ${account.slug}`}
      {known?.sandbox && <span className="tag">{m.sandbox}</span>}
    </>
  )
}

function LastReply({ session: { lastReply } }: { session: Session }) {
  const m = useMessages()
  const format = useFormats()
  return (
    <p className="last-reply quiet small">
      <Icon name="reply" />
      {m.session.lastReply}: {lastReply ? <span className="number">{format.time(lastReply.at)}</span> : m.session.noReply}
    </p>
  )
}
