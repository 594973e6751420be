import type { KnownTopic } from '#components/shared/use-known-topic.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { formatBytes } from '#lib/format/bytes.ts'
import { chooseFile } from './choose-file.ts'
import { FileDrop } from './file-drop.tsx'
import { FileFields } from './file-fields.tsx'
import { ManyRecordsFields } from './many-records-fields.tsx'
import { MoreOptions } from './more-options.tsx'
import { PayloadField } from './payload-field.tsx'
import { ProduceCommands } from './produce-commands.tsx'
import type { ProduceForm, ReadForm } from './produce-form.ts'
import { TemplatesMenu } from './templates-menu.tsx'
import { UploadPanel } from './upload-panel.tsx'
import type { StartedUpload, Upload } from './use-upload.ts'

interface ProduceFieldsProps {
  cluster: string
  form: ProduceForm
  read: ReadForm
  topic: KnownTopic
  /** Whether sending was attempted: then missing fields are reported as well. */
  isTried: boolean
  upload: Upload
  onChange: (change: Partial<ProduceForm>) => void
}

/** All fields of the form except the topic. */
export function ProduceFields(props: ProduceFieldsProps) {
  const { cluster, form, read, topic, upload, onChange } = props
  const take = async (file: File) => onChange(await chooseFile(file, form))
  return (
    <FileDrop onFile={take} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label="Number of messages"
          value={form.amount}
          options={[
            { value: 'one', label: 'One message' },
            { value: 'many', label: 'Batch' },
            { value: 'file', label: 'File' },
          ]}
          onChange={(chosen) => onChange({ amount: chosen })}
        />
        <TemplatesMenu form={form} onChange={onChange} />
      </div>
      <Contents {...props} onFile={take} />
      {form.amount === 'file' && hasState(upload) && <UploadPanel upload={upload} />}
      <MoreOptions form={form} read={read} partitionCount={topic.partitionCount} onChange={onChange} />
      {form.amount === 'one' && <SizeLine read={read} maxBytes={topic.maxMessageBytes} />}
      {form.amount !== 'file' && <ProduceCommands cluster={cluster} form={form} read={read} />}
    </FileDrop>
  )
}

function hasState(upload: Upload): upload is StartedUpload {
  return upload.state !== null
}

function Contents({ form, read, isTried, onChange, onFile }: ProduceFieldsProps & { onFile: (file: File) => void }) {
  switch (form.amount) {
    case 'one':
      return <OneMessage form={form} isTried={isTried} onChange={onChange} />
    case 'many':
      return <ManyRecordsFields form={form} read={read} onChange={onChange} />
    case 'file':
      return <FileFields form={form} onFile={onFile} onChange={onChange} />
    default:
      return form.amount satisfies never
  }
}

function OneMessage({ form, isTried, onChange }: Pick<ProduceFieldsProps, 'form' | 'isTried' | 'onChange'>) {
  return (
    <>
      <PayloadField
        name="Value"
        nullLabel="Null"
        nullHint="Null is a tombstone: in a compacted topic it deletes the key"
        rows={8}
        isFirst
        isTried={isTried}
        entry={form.value}
        onChange={(changed) => onChange({ value: changed })}
      />
      <PayloadField
        name="Key"
        nullLabel="No key"
        nullHint="Without a key, the message goes to any partition"
        rows={1}
        isTried={isTried}
        entry={form.key}
        onChange={(changed) => onChange({ key: changed })}
      />
    </>
  )
}

function SizeLine({ read, maxBytes }: { read: ReadForm; maxBytes: number | null }) {
  if (read.problem !== null) return null
  if (maxBytes !== null && read.bytes > maxBytes) {
    return (
      <Notice tone="warn" title={`The message has ${formatBytes(read.bytes)}.`}>
        The topic accepts batches of up to {formatBytes(maxBytes)} after compression (max.message.bytes).
      </Notice>
    )
  }
  return <p className="text-muted text-small">{formatBytes(read.bytes)} in total, including key and headers</p>
}
