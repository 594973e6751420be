'use client'

import { useState } from 'react'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import type { ProduceStart } from '#components/shared/open-produce.ts'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { useKnownTopic } from '#components/shared/use-known-topic.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useRecordBytes } from '#lib/client/use-produce.ts'
import { ProduceFields } from './produce-fields.tsx'
import { emptyForm, type ProduceForm, readForm } from './produce-form.ts'
import { ProduceResults } from './produce-results.tsx'
import { ReadOnlyNotice } from './read-only-notice.tsx'
import { formOf, isWhole } from './record-to-edit.ts'
import { ResendPlace } from './resend-place.tsx'
import { sendsWithKeys } from './send-keys.ts'
import { SendStatus } from './send-status.tsx'
import { useSender } from './use-sender.ts'

interface ProduceDialogProps {
  cluster: string
  start: ProduceStart
  /** Unsent drafts, by the start of the form. */
  drafts: Map<string, Partial<ProduceForm>>
  onClose: () => void
}

/** The form over the page that opened it; it stays open, so that another message can follow. */
export function ProduceDialog({ cluster, start, drafts, onClose }: ProduceDialogProps) {
  const { form, change, missing, lost, isDraft, forget, startOver } = useForm(cluster, start, drafts)
  const topic = useKnownTopic(cluster, form.topic)
  const { submit: send, retry, sendings, current, upload, isPending, error, changed } = useSender(cluster)
  const readOnly = useReadOnlyReason()
  const read = readForm(form, topic.partitionCount)
  const [isTried, setIsTried] = useState(false)
  const edit = (part: Partial<ProduceForm>) => {
    change(part)
    changed(part)
  }
  const submit = async () => {
    if (await send(form, read)) forget()
  }
  // Leaving ends an upload, so the first attempt only holds it.
  const close = () => (upload.state?.phase === 'sending' ? upload.pause() : onClose())
  return (
    <FormDialog
      isOpen
      isWide
      onClose={close}
      title={start.record ? 'Edit and resend' : `Produce to ${form.topic}`}
      description={
        start.record
          ? `A copy of the message at offset ${start.record.offset} of partition ${start.record.partition}; the original does not change.`
          : 'All consumers of this topic receive it. Ctrl+Enter sends.'
      }
      action="Send"
      dismissal={upload.isRunning ? (upload.state?.phase === 'paused' ? 'Stop and close' : 'Pause') : 'Close'}
      isPending={isPending}
      error={error}
      disabledBecause={readOnly ?? missing ?? read.problem ?? topic.problem}
      secondary={<SendStatus current={current} />}
      onRefused={() => setIsTried(true)}
      onKeyDown={sendsWithKeys}
      onSubmit={submit}
    >
      <ReadOnlyNotice reason={readOnly} />
      {isDraft && (
        <Notice
          tone="note"
          title="Unsent draft restored."
          actions={<Button onClick={startOver}>Discard draft</Button>}
        />
      )}
      {lost && <Notice tone="warn" title={`${lost}.`} />}
      {start.record && <ResendPlace form={form} original={start.record.partition} topic={topic} onChange={edit} />}
      <ProduceFields
        cluster={cluster}
        form={form}
        read={read}
        topic={topic}
        isTried={isTried}
        upload={upload}
        onChange={edit}
      />
      {sendings.length > 0 && (
        <ProduceResults cluster={cluster} sendings={sendings} current={current} onRetry={retry} isPending={isPending} />
      )}
    </FormDialog>
  )
}

/** The fields: at first the record, once all its bytes are loaded, and the draft before that. */
function useForm(cluster: string, { topic, record }: ProduceStart, drafts: Map<string, Partial<ProduceForm>>) {
  const isShort = record !== undefined && !isWhole(record)
  const { data: whole, error } = useRecordBytes(cluster, topic, isShort ? record : null)
  const draftOf = [cluster, topic, ...(record ? [record.partition, record.offset] : [])].join(' ')
  const [edits, setEdits] = useState(drafts.get(draftOf) ?? {})
  const [isDraft, setIsDraft] = useState(drafts.has(draftOf))
  const source = isShort ? whole : record
  const { form, lost } = source ? formOf(topic, source) : { form: { ...emptyForm, topic }, lost: null }
  const forget = () => {
    drafts.delete(draftOf)
    setIsDraft(false)
  }
  return {
    form: { ...form, ...edits },
    change: (part: Partial<ProduceForm>) => {
      const changed = { ...edits, ...part }
      setEdits(changed)
      drafts.set(draftOf, changed)
    },
    isDraft,
    /** It was sent: the fields are no draft. */
    forget,
    startOver: () => {
      forget()
      setEdits({})
    },
    missing:
      isShort && !whole ? (error ? 'The whole message could not be read' : 'The whole message is being read') : null,
    lost,
  }
}
