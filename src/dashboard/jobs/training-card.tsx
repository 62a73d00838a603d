import { memo, useState, type FormEvent } from 'react'
import { OutcomeNote, useCommand } from '../components/command.js'
import { useCaller, useDesk } from '../desk-context.js'
import { useMessages } from '../i18n/language.js'
import type { Training } from '../live/job.js'
import { ConfirmTrainingDocument, type TrainingDecision } from '../queries/documents.js'
import { Icon } from '../shell/icon.js'
import { Film } from './film.js'
import { FailureNote, JobHead } from './job-head.js'
import { Stages } from './stages.js'

/** A training: how far it is, what a person has to do, and what went wrong. */
export const TrainingCard = memo(function TrainingCard({ training }: { training: Training }) {
  const m = useMessages()
  const name = training.name ?? m.jobs.unnamed
  const films = training.demoVideoUrls ?? []
  const toConfirm = training.requiredAction === 'CONFIRM'
  return (
    <article className={toConfirm ? 'job wide' : 'job'} aria-label={name}>
      <div className="job-body">
        <JobHead job={training} name={name} kind={m.jobs.kinds[training.kind]} />
        <Stages stage={training.stage} status={training.status} />
        {training.requiredAction && <p className="note warn">{m.jobs.actions[training.requiredAction]}</p>}
        {training.refusalReason && (
          <p className="note warn">
            {m.jobs.refusal}: {training.refusalReason}
          </p>
        )}
        <FailureNote failure={training.failure} />
        <Judgement training={training} asked={toConfirm} />
      </div>
      {toConfirm && films.length > 0 && (
        <div className="films">
          {films.map((url) => (
            <Film key={url} url={url} label={m.jobs.demoOf(name)} />
          ))}
        </div>
      )}
    </article>
  )
})

/** The buttons with which an operator judges the result; what became of it stays to be read after they have gone. */
function Judgement({ training: { id }, asked }: { training: Training; asked: boolean }) {
  const m = useMessages()
  const desk = useDesk()
  const { mayAct } = useCaller()
  const { outcome, send } = useCommand()
  const [rejecting, setRejecting] = useState(false)
  const [reason, setReason] = useState('')
  const judge = async (decision: TrainingDecision) => {
    const input = { id, decision, ...(decision === 'REJECT' && { reason }) }
    const done = await send(ConfirmTrainingDocument, { input }, ({ confirmTraining }) => confirmTraining.userErrors, decision === 'APPROVE' ? m.jobs.confirmed : m.jobs.rejected)
    if (done?.confirmTraining.job) desk.putTraining(done.confirmTraining.job)
    if (done) setRejecting(false)
  }
  const reject = (event: FormEvent) => {
    event.preventDefault()
    void judge('REJECT')
  }
  return (
    <>
      {asked && !mayAct && <p className="small quiet">{m.actions.viewerOnly}</p>}
      {asked && mayAct && (
        <div className="buttons">
          <button className="primary" onClick={() => void judge('APPROVE')}>
            <Icon name="check" />
            {m.jobs.confirm}
          </button>
          <button className="danger" aria-expanded={rejecting} onClick={() => setRejecting(!rejecting)}>
            <Icon name="close" />
            {m.jobs.reject}
          </button>
        </div>
      )}
      {asked && rejecting && (
        <form className="form" onSubmit={reject}>
          <label>
            {m.jobs.reason}
            <textarea rows={3} required maxLength={300} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <button className="danger solid">{m.jobs.sendRejection}</button>
        </form>
      )}
      <OutcomeNote outcome={outcome} />
    </>
  )
}
