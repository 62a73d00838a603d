import { RtmpBadge } from '../components/state-badge.js'
import { useFormats, useMessages } from '../i18n/language.js'
import type { Output } from '../live/session.js'

/** Transitions that a strip has room for. */
const SHOWN = 10

/** Each output with its state, and what its connection went through. */
export function Outputs({ outputs }: { outputs: readonly Output[] }) {
  const m = useMessages()
  if (!outputs.length) return <p className="outputs quiet">{m.session.noOutputs}</p>
  return (
    <ul className="outputs" aria-label={m.session.outputs}>
      {outputs.map((output) => (
        <li key={output.url} className={`output ${output.state}`}>
          <RtmpBadge state={output.state} />
          <code title={output.url}>{withoutScheme(output.url)}</code>
          <Strip output={output} />
        </li>
      ))}
    </ul>
  )
}

/** The last transitions as a row of marks, the newest on the right; each state has a height and a pattern of its own. */
function Strip({ output: { transitions } }: { output: Output }) {
  const m = useMessages()
  const format = useFormats()
  const shown = transitions.slice(-SHOWN)
  const words = shown.map(({ state, at }) => `${m.rtmp[state]} ${format.time(at)}`)
  return (
    <span className="strip" role="img" aria-label={`${m.session.transitions}: ${words.join(', ')}`} title={words.join('\n')}>
      {shown.map(({ id, state }) => (
        <span key={id} className={state} />
      ))}
    </span>
  )
}

const withoutScheme = (url: string) => url.replace(/^rtmps?:\/\//, '')
