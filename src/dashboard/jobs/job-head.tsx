import { Cover } from '../components/cover.js'
import { JobBadge } from '../components/state-badge.js'
import type { Training, Video } from '../live/job.js'
import { useFormats, useMessages } from '../i18n/language.js'
import { VendorName } from '../wall/card.js'

/** The head of a job's card: what it is, whose, and how it stands. */
export function JobHead({ job, name, kind }: { job: Training | Video; name: string; kind?: string }) {
  const format = useFormats()
  return (
    <header>
      <Cover url={job.coverUrl} name={name} />
      <div className="who">
        <h3>{name}</h3>
        <p className="quiet small">
          {kind && `${kind} · `}
          <VendorName session={job} />
        </p>
        {job.createdAt && <p className="quiet small">{format.day(job.createdAt)}</p>}
      </div>
      <div className="state">
        <JobBadge status={job.status} />
        {job.vendorStatus && <code className="quiet vendor-word">{job.vendorStatus}</code>}
      </div>
    </header>
  )
}

/** Why a job failed, with the vendor's remedy. */
export function FailureNote({ failure }: { failure: Training['failure'] }) {
  const m = useMessages()
  if (!failure) return null
  return (
    <div className="note bad">
      <p>
        {failure.message} {failure.vendorCode && <code>{failure.vendorCode}</code>}
      </p>
      {failure.hint && (
        <p>
          <strong>{m.jobs.remedy}:</strong> {failure.hint}
        </p>
      )}
    </div>
  )
}
