import { useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { type ProduceTool, produceCommand, produceTools } from '#lib/commands/produce.ts'
import { type ProduceForm, type ReadForm, toRequest } from './produce-form.ts'

interface ProduceCommandsProps {
  cluster: string
  form: ProduceForm
  read: ReadForm
}

const toolNames: Record<ProduceTool, string> = {
  kcat: 'kcat',
  console: 'Console producer',
  python: 'Python',
  kafkajs: 'kafkajs',
}

/** The equivalent commands, for the tool that the user prefers. */
export function ProduceCommands({ cluster, form, read }: ProduceCommandsProps) {
  const [tool, setTool] = useState<ProduceTool>('kcat')
  if (read.problem !== null) return null
  const request = toRequest(form, read.records)
  return (
    <div className="flex flex-col items-start">
      <Segmented
        label="Equivalent command"
        value={tool}
        options={produceTools.map((value) => ({ value, label: toolNames[value] }))}
        onChange={setTool}
      />
      <div className="-mt-2 w-full">
        <DialogCommand cluster={cluster} make={(client) => produceCommand(tool, client, form.topic, request)} />
      </div>
    </div>
  )
}
