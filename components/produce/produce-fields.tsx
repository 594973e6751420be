import { Notice } from '#components/ui/notice.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { formatBytes } from '#lib/format/bytes.ts'
import { HeadersField } from './headers-field.tsx'
import { ManyRecordsFields } from './many-records-fields.tsx'
import { PayloadField } from './payload-field.tsx'
import { ProduceCommands } from './produce-commands.tsx'
import type { ProduceForm, ReadForm } from './produce-form.ts'
import { SendingOptions } from './sending-options.tsx'
import type { KnownTopic } from './use-known-topic.ts'

interface ProduceFieldsProps {
  cluster: string
  form: ProduceForm
  read: ReadForm
  topic: KnownTopic
  /** Whether sending was attempted: then missing fields are reported as well. */
  isTried: boolean
  onChange: (change: Partial<ProduceForm>) => void
}

/** All fields of the form except the topic. */
export function ProduceFields({ cluster, form, read, topic, isTried, onChange }: ProduceFieldsProps) {
  const { amount, key, value, headers } = form
  return (
    <>
      <div>
        <Segmented
          label="Number of messages"
          value={amount}
          options={[
            { value: 'one', label: 'One message' },
            { value: 'many', label: 'Batch' },
          ]}
          onChange={(chosen) => onChange({ amount: chosen })}
        />
      </div>
      {amount === 'one' ? (
        <>
          <PayloadField
            name="Value"
            nullLabel="Null"
            nullHint="Null is a tombstone: in a compacted topic it deletes the key"
            rows={8}
            isFirst
            isTried={isTried}
            entry={value}
            onChange={(changed) => onChange({ value: changed })}
          />
          <PayloadField
            name="Key"
            nullLabel="No key"
            nullHint="Without a key, the message goes to any partition"
            rows={1}
            isTried={isTried}
            entry={key}
            onChange={(changed) => onChange({ key: changed })}
          />
          <HeadersField headers={headers} onChange={(changed) => onChange({ headers: changed })} />
        </>
      ) : (
        <ManyRecordsFields form={form} read={read} onChange={onChange} />
      )}
      <SendingOptions form={form} read={read} partitionCount={topic.partitionCount} onChange={onChange} />
      <SizeLine form={form} read={read} maxBytes={topic.maxMessageBytes} />
      <ProduceCommands cluster={cluster} form={form} read={read} />
    </>
  )
}

function SizeLine({ form, read, maxBytes }: { form: ProduceForm; read: ReadForm; maxBytes: number | null }) {
  if (form.amount === 'many' || read.problem !== null) return null
  if (maxBytes !== null && read.bytes > maxBytes) {
    return (
      <Notice tone="warn" title={`The message has ${formatBytes(read.bytes)}.`}>
        The topic accepts batches of up to {formatBytes(maxBytes)} after compression (max.message.bytes).
      </Notice>
    )
  }
  return <p className="text-muted text-small">{formatBytes(read.bytes)} in total, including key and headers</p>
}
