'use client'

import { useState } from 'react'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import type { ProduceStart } from '#components/shared/open-produce.ts'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Notice } from '#components/ui/notice.tsx'
import { useRecordBytes } from '#lib/client/use-produce.ts'
import { ProduceFields } from './produce-fields.tsx'
import { emptyForm, type ProduceForm, readForm, toRequest } from './produce-form.ts'
import { ProduceResults } from './produce-results.tsx'
import { formOf, isWhole } from './record-to-edit.ts'
import { sendsWithKeys } from './send-keys.ts'
import { SendStatus } from './send-status.tsx'
import { useKnownTopic } from './use-known-topic.ts'
import { useProduction } from './use-production.ts'

interface ProduceDialogProps {
  cluster: string
  start: ProduceStart
  onClose: () => void
}

/** The form over the page that it was asked for on; it stays open, so that another message can follow. */
export function ProduceDialog({ cluster, start, onClose }: ProduceDialogProps) {
  const { form, change, missing, lost } = useForm(cluster, start)
  const topic = useKnownTopic(cluster, start.topic)
  const { send, retry, sendings, isPending, error, reset } = useProduction(cluster)
  const readOnly = useReadOnlyReason(cluster)
  const read = readForm(form, topic.partitionCount, Date.now())
  const [isTried, setIsTried] = useState(false)
  const edit = (part: Partial<ProduceForm>) => {
    change(part)
    reset()
  }
  return (
    <FormDialog
      isOpen
      isWide
      onClose={onClose}
      title={start.record ? `Edit and send again to ${start.topic}` : `Send to ${start.topic}`}
      description={
        start.record
          ? `Begins with the message at offset ${start.record.offset} of partition ${start.record.partition}, which stays as it is.`
          : 'Whoever reads this topic gets it. Ctrl+Enter sends.'
      }
      action="Send"
      dismissal="Close"
      isPending={isPending}
      error={error}
      disabledBecause={readOnly ?? missing ?? read.problem ?? topic.problem}
      secondary={<SendStatus sendings={sendings} isStale={isPending || Boolean(error)} />}
      onRefused={() => setIsTried(true)}
      onKeyDown={sendsWithKeys}
      onSubmit={() => void send({ topic: start.topic, request: toRequest(form, read.records) })}
    >
      {lost && <Notice tone="warn" title={`${lost}.`} />}
      <ProduceFields cluster={cluster} form={form} read={read} topic={topic} isTried={isTried} onChange={edit} />
      {sendings.length > 0 && (
        <ProduceResults cluster={cluster} sendings={sendings} onRetry={retry} isPending={isPending} />
      )}
    </FormDialog>
  )
}

/** What the fields hold: at first the record, once all of its bytes are here. */
function useForm(cluster: string, { topic, record }: ProduceStart) {
  const isShort = record !== undefined && !isWhole(record)
  const { data: whole, error } = useRecordBytes(cluster, topic, isShort ? record : null)
  const [edits, setEdits] = useState<Partial<ProduceForm>>({})
  const source = isShort ? whole : record
  const { form, lost } = source ? formOf(topic, source) : { form: { ...emptyForm, topic }, lost: null }
  return {
    form: { ...form, ...edits },
    change: (part: Partial<ProduceForm>) => setEdits((before) => ({ ...before, ...part })),
    missing:
      isShort && !whole ? (error ? 'The whole message could not be read' : 'The whole message is being read') : null,
    lost,
  }
}
