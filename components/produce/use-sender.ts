import { type ProduceForm, type ReadForm, toRequest } from './produce-form.ts'
import { useProduction } from './use-production.ts'
import { useUpload } from './use-upload.ts'

/** Sends the form, its file in many requests and all else in one; results of what was changed since are obsolete. */
export function useSender(cluster: string) {
  const { send, reset, ...production } = useProduction(cluster)
  const upload = useUpload(cluster)
  /** Whether all records were written. */
  const submit = (form: ProduceForm, read: ReadForm): Promise<boolean> => {
    if (form.amount === 'file') return upload.start(form, read)
    return send({ topic: form.topic, request: toRequest(form, read.records) })
  }
  const changed = (part: Partial<ProduceForm>) => {
    reset()
    // Failed lines can still be saved while the next attempt is prepared.
    const hasFailed = (upload.state?.counts.failed ?? 0) > 0
    const isOther = part.file !== undefined || part.amount !== undefined
    if (upload.state && !upload.isRunning && (isOther || !hasFailed)) upload.clear()
  }
  return { ...production, upload, submit, changed, isPending: production.isPending || upload.isRunning }
}
