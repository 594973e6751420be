'use client'

import { ChevronDown, Link as LinkIcon } from 'lucide-react'
import { copyText } from '#components/shared/copy-text.ts'
import { ProduceButton } from '#components/shared/produce-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toast.tsx'
import { type MessageRow, recordId } from '#lib/client/message-row.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { type CommandClient, clientOf } from '#lib/commands/client.ts'
import { messageCommands } from '#lib/commands/messages.ts'
import { isWhole, recordAsJson } from './record-json.ts'

async function copy(what: string, text: string): Promise<void> {
  if (await copyText(text)) toast.success(`${what} copied`)
  else
    toast.error(`${what} could not be copied`, { description: 'The browser does not allow access to the clipboard.' })
}

const SHOW_FIRST = 'Show the full value first'

interface RecordActionsProps {
  cluster: string
  topic: string
  row: MessageRow
  /** The URL of exactly this record. */
  link: string
}

/** The actions on a record. */
export function RecordActions({ cluster, topic, row, link }: RecordActionsProps) {
  const { key, value, partition, offset } = row.message
  const { data: facts } = useCluster(cluster)
  const incomplete = isWhole(row) ? null : SHOW_FIRST
  const command = facts && commandFor(clientOf(facts), topic, partition, offset)
  return (
    <footer className="sticky bottom-0 flex flex-wrap gap-2 border-line border-t bg-surface px-3.5 py-2.5">
      <Button
        disabledBecause={value === null ? 'There is no value' : value.truncated ? SHOW_FIRST : null}
        onClick={() => copy('Value', value?.text ?? '')}
      >
        Copy value
      </Button>
      <Menu
        trigger={
          <Button>
            Copy
            <ChevronDown className="size-3.5" aria-hidden />
          </Button>
        }
      >
        {key !== null && (
          <MenuItem disabledBecause={key.truncated ? SHOW_FIRST : null} onSelect={() => copy('Key', key.text)}>
            Key
          </MenuItem>
        )}
        <MenuItem disabledBecause={incomplete} onSelect={() => copy('Message', recordAsJson(row))}>
          Message as JSON
        </MenuItem>
        {command && <MenuItem onSelect={() => copy('Command', command.text)}>{command.tool} command</MenuItem>}
        <MenuItem onSelect={() => copy('Partition and offset', recordId(partition, offset))}>
          Partition and offset
        </MenuItem>
      </Menu>
      <Button onClick={() => copy('Link', new URL(link, window.location.href).href)}>
        <LinkIcon className="size-3.5" aria-hidden />
        Copy link
      </Button>
      {!row.message.control && (
        <ProduceButton topic={topic} record={row.message}>
          Resend…
        </ProduceButton>
      )}
    </footer>
  )
}

/** The commands that read this one record. */
function commandFor(client: CommandClient, topic: string, partition: number, offset: number) {
  const place = { from: 'offset', partitions: [partition], offset: String(offset), limit: 1 } as const
  const read = { isolation: 'uncommitted', keyFormat: 'auto', valueFormat: 'auto' } as const
  return messageCommands(client, { topic, ...place, ...read })[0]
}
