import { useState, type FormEvent } from 'react'
import { OutcomeNote, useCommand } from '../components/command.js'
import { useCaller } from '../desk-context.js'
import { useMessages } from '../i18n/language.js'
import { isOver, type Session } from '../live/session.js'
import { ChangeOutputsDocument, InterruptDocument, SpeakDocument, StopDocument } from '../queries/documents.js'
import { Icon } from '../shell/icon.js'

/** Which form is open. */
type Form = 'speak' | 'outputs' | 'stop'

/** What can be done with a session: what its vendor takes, for who may. */
export function Actions({ session }: { session: Session }) {
  const m = useMessages()
  const { mayAct, accounts } = useCaller()
  const [form, setForm] = useState<Form | null>(null)
  const { outcome, send } = useCommand()
  if (isOver(session)) return null
  const commands = accounts.get(session.account.slug)?.liveCommands ?? []
  const onAir = session.state === 'LIVE' || session.state === 'PAUSED' || session.state === 'TAKEN_OVER'
  const { id } = session
  const toggle = (name: Form) => setForm(form === name ? null : name)
  return (
    <section className="actions" aria-label={m.actions.title}>
      <h3>{m.actions.title}</h3>
      {!mayAct && <p className="note info">{m.actions.viewerOnly}</p>}
      {mayAct && (
        <>
          <div className="buttons">
            {commands.includes('SPEAK') && (
              <button aria-expanded={form === 'speak'} disabled={!onAir} onClick={() => toggle('speak')}>
                <Icon name="speak" />
                {m.actions.speak}
              </button>
            )}
            {commands.includes('INTERRUPT') && (
              <button disabled={!onAir} onClick={() => void send(InterruptDocument, { input: { id } }, ({ interruptLive }) => interruptLive.userErrors, m.actions.sent)}>
                <Icon name="mute" />
                {m.actions.interrupt}
              </button>
            )}
            {commands.includes('REFRESH_OUTPUTS') && (
              <button aria-expanded={form === 'outputs'} disabled={!onAir} onClick={() => toggle('outputs')}>
                <Icon name="output" />
                {m.actions.outputs}
              </button>
            )}
            <button className="danger" aria-expanded={form === 'stop'} onClick={() => toggle('stop')}>
              <Icon name="stop" />
              {m.actions.stop}
            </button>
          </div>
          {!onAir && <p className="quiet small">{m.actions.notOnAir}</p>}
          {form === 'speak' && <SpeakForm onSend={(text) => void send(SpeakDocument, { input: { id, text } }, ({ speakInLive }) => speakInLive.userErrors, m.actions.sent)} />}
          {form === 'outputs' && (
            <OutputForm
              onSend={(url, streamKey) => void send(ChangeOutputsDocument, { input: { id, outputs: [{ url, streamKey: streamKey || null }] } }, ({ refreshLiveOutputs }) => refreshLiveOutputs.userErrors, m.actions.sent)}
            />
          )}
          {form === 'stop' && (
            <div className="form" role="group" aria-label={m.actions.stop}>
              <p>{m.actions.stopSure}</p>
              <div className="buttons">
                <button className="danger solid" onClick={() => void send(StopDocument, { input: { id } }, ({ stopLive }) => stopLive.userErrors, m.actions.stopped).then(() => setForm(null))}>
                  {m.actions.stopYes}
                </button>
                <button onClick={() => setForm(null)}>{m.actions.cancel}</button>
              </div>
            </div>
          )}
        </>
      )}
      <OutcomeNote outcome={outcome} />
    </section>
  )
}

function SpeakForm({ onSend }: { onSend: (text: string) => void }) {
  const m = useMessages()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend(text)
    setText('')
  }
  return (
    <form className="form" onSubmit={submit}>
      <label>
        {m.actions.speakLabel}
        <textarea rows={3} required autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button className="primary">{m.actions.speakNow}</button>
    </form>
  )
}

function OutputForm({ onSend }: { onSend: (url: string, streamKey: string) => void }) {
  const m = useMessages()
  const [url, setUrl] = useState('')
  const [key, setKey] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend(url, key)
  }
  return (
    <form className="form" onSubmit={submit}>
      <label>
        {m.actions.outputUrl}
        <input required pattern="rtmps?://.+" placeholder="rtmp://" autoFocus value={url} onChange={(event) => setUrl(event.target.value)} />
      </label>
      <label>
        {m.actions.streamKey}
        <input type="password" autoComplete="off" value={key} onChange={(event) => setKey(event.target.value)} />
      </label>
      <button className="primary">{m.actions.change}</button>
    </form>
  )
}
