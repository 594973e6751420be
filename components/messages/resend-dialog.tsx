'use client'

import { useState } from 'react'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { TopicField } from '#components/shared/topic-field.tsx'
import { useKnownTopic } from '#components/shared/use-known-topic.ts'
import { toast } from '#components/ui/toast.tsx'
import { useProduce } from '#lib/client/use-produce.ts'
import { readWholeMessages } from '#lib/client/whole-messages.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { recordToResend } from './resend.ts'

interface ResendDialogProps {
  cluster: string
  topic: string
  ids: readonly string[]
  onClose: () => void
}

const BYTES = { keyFormat: 'base64', valueFormat: 'base64' }

/** Sends records again byte for byte, to their topic or another one. */
export function ResendDialog({ cluster, topic, ids, onClose }: ResendDialogProps) {
  const [keepsPartition, setKeepsPartition] = useState(false)
  const [target, setTarget] = useState(topic)
  const known = useKnownTopic(cluster, target.trim())
  const [state, setState] = useState<{ isReading: boolean; error: unknown }>({ isReading: false, error: null })
  const { trigger, isMutating, error } = useProduce(cluster)
  const many = counted(ids.length, 'message')
  const resend = async () => {
    setState({ isReading: true, error: null })
    try {
      const rows = await readWholeMessages(cluster, topic, ids, BYTES)
      const records = rows.flatMap((row) => recordToResend(row.message, keepsPartition) ?? [])
      const left = ids.length - records.length
      const reply =
        records.length > 0 ? await trigger({ topic: target.trim(), request: { records } }).catch(() => null) : null
      if (records.length > 0 && !reply) return setState({ isReading: false, error: null })
      announce(records.length - (reply?.failed ?? 0), ids.length, left, reply?.results.find(({ ok }) => !ok)?.error)
      onClose()
    } catch (caught) {
      setState({ isReading: false, error: caught })
    }
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={`Resend ${many}`}
      description={`Each is sent again with the same key, value and headers. It gets a new offset and timestamp, and every consumer of the topic receives it; the originals do not change.`}
      action={`Resend ${many}`}
      disabledBecause={target.trim() === '' ? 'Choose a topic first' : known.problem}
      isPending={state.isReading || isMutating}
      error={state.error ?? error}
      onSubmit={resend}
    >
      <TopicField value={target} topic={known} onChange={setTarget} />
      <label className="flex cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={keepsPartition}
          onChange={(event) => setKeepsPartition(event.target.checked)}
          className="accent-accent"
        />
        Keep each message’s partition, otherwise its key decides
      </label>
    </FormDialog>
  )
}

function announce(sent: number, all: number, left: number, failure: string | undefined): void {
  const reasons = [
    failure,
    left > 0 &&
      `${counted(left, 'message')} not sent: control records, and messages whose headers are not known in full.`,
  ].filter((reason) => typeof reason === 'string')
  if (reasons.length === 0) toast.success(`${counted(sent, 'message')} resent`)
  else toast.error(`${formatNumber(sent)} of ${counted(all, 'message')} resent`, { description: reasons.join(' ') })
}
