import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { HeadersField } from './headers-field.tsx'
import { describeOptions } from './option-words.ts'
import type { ProduceForm, ReadForm } from './produce-form.ts'
import { SendingOptions } from './sending-options.tsx'

interface MoreOptionsProps {
  form: ProduceForm
  read: ReadForm
  partitionCount: number | null
  onChange: (change: Partial<ProduceForm>) => void
}

/** What most messages do not need, folded; open where headers came with the form, or where something is wrong. */
export function MoreOptions({ form, read, partitionCount, onChange }: MoreOptionsProps) {
  const [isChosen, setChosen] = useState<boolean | null>(null)
  const hasProblem = read.partitionProblem !== null || read.timeProblem !== null
  const hasHeaders = form.amount === 'one' && form.headers.length > 0
  return (
    <details
      open={hasProblem || (isChosen ?? hasHeaders)}
      onToggle={({ currentTarget }) => setChosen(currentTarget.open)}
      className="group rounded-control border border-line"
    >
      <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-2 px-2.5 py-1.5 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 text-muted group-open:rotate-90" aria-hidden />
        <span className="font-medium">Options</span>
        <span className="text-muted text-small">{describeOptions(form)}</span>
      </summary>
      <div className="flex flex-col gap-3 border-line border-t p-3">
        {form.amount === 'one' && (
          <HeadersField headers={form.headers} onChange={(changed) => onChange({ headers: changed })} />
        )}
        <SendingOptions form={form} read={read} partitionCount={partitionCount} onChange={onChange} />
      </div>
    </details>
  )
}
