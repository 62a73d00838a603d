import { useMessages } from '../i18n/language.js'
import type { JobStatus, TrainingStage } from '../queries/documents.js'

const STAGES: readonly TrainingStage[] = ['UPLOAD', 'REVIEW', 'PREPROCESS', 'TRAIN', 'CONFIRM', 'DONE']

/** How far a training has come: its stages in a row. */
export function Stages({ stage, status }: { stage: TrainingStage | null; status: JobStatus | null }) {
  const m = useMessages()
  const reached = stage === null ? -1 : STAGES.indexOf(stage)
  const failed = status === 'FAILED' || status === 'BLOCKED'
  const stateOf = (index: number) => (index < reached || (stage === 'DONE' && index === reached) ? 'done' : index > reached ? 'ahead' : failed ? 'failed' : 'now')
  return (
    <ol className="stages" aria-label={stage === null ? m.statuses.UNKNOWN : m.jobs.stageOf(m.jobs.stages[stage], reached + 1, STAGES.length)}>
      {STAGES.map((name, index) => (
        <li key={name} className={stateOf(index)} aria-current={index === reached ? 'step' : undefined}>
          {m.jobs.stages[name]}
        </li>
      ))}
    </ol>
  )
}
