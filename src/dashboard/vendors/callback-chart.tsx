import { useFormats, useMessages } from '../i18n/language.js'
import { bars, lastMinute, type Sample } from './samples.js'

const [BAR_WIDTH, HEIGHT] = [4, 40]

/** Callbacks over the last ten minutes: upwards what was taken, downwards what was refused; the numbers are those of the last minute. */
export function CallbackChart({ samples }: { samples: readonly Sample[] }) {
  const m = useMessages()
  const format = useFormats()
  const at = samples.at(-1)?.at ?? 0
  const columns = bars(samples, at)
  const minute = lastMinute(samples, at)
  const all = { accepted: sum(columns.map(({ accepted }) => accepted)), refused: sum(columns.map(({ refused }) => refused)) }
  const highest = Math.max(4, ...columns.flatMap(({ accepted, refused }) => [accepted, refused]))
  const scale = (count: number) => (count ? Math.max(2, (count / highest) * (HEIGHT / 2)) : 0)
  return (
    <div className="callback-chart">
      <svg viewBox={`0 0 ${columns.length * BAR_WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${m.vendors.chart(all.accepted, all.refused)} ${minute.accepted} ${m.vendors.accepted}, ${minute.refused} ${m.vendors.refused}`}>
        <line x1="0" x2={columns.length * BAR_WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="axis" />
        {columns.map(({ accepted, refused }, index) => (
          <g key={index}>
            {accepted > 0 && <rect className="accepted" x={index * BAR_WIDTH} width={BAR_WIDTH - 1} y={HEIGHT / 2 - scale(accepted)} height={scale(accepted)} />}
            {refused > 0 && <rect className="refused" x={index * BAR_WIDTH} width={BAR_WIDTH - 1} y={HEIGHT / 2} height={scale(refused)} />}
          </g>
        ))}
      </svg>
      <p className="small number" aria-hidden="true">
        <span className="accepted">
          ▲ {format.number(minute.accepted)} {m.vendors.accepted}
        </span>
        <span className={minute.refused ? 'refused' : 'quiet'}>
          ▼ {format.number(minute.refused)} {m.vendors.refused}
        </span>
      </p>
    </div>
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
