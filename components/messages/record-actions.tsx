'use client'

import { ChevronDown, Link as LinkIcon } from 'lucide-react'
import { toast } from 'sonner'
import { copyText } from '#components/shared/copy-text.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { recordAsJson } from './record-json.ts'

async function copy(what: string, text: string): Promise<void> {
  if (await copyText(text)) toast.success(`${what} copied`)
  else toast.error(`${what} could not be copied`, { description: 'The browser does not allow it here.' })
}

/** What can be taken from a record. */
export function RecordActions({ row, link }: { row: MessageRow; link: string }) {
  const { key, value } = row.message
  return (
    <footer className="sticky bottom-0 flex flex-wrap gap-2 border-line border-t bg-surface px-3.5 py-2.5">
      <Button
        disabledBecause={value === null ? 'There is no value' : value.truncated ? 'Show all of it first' : null}
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
        {key !== null && <MenuItem onSelect={() => copy('Key', key.text)}>Key</MenuItem>}
        <MenuItem onSelect={() => copy('Record', recordAsJson(row))}>Record as JSON</MenuItem>
        <MenuItem onSelect={() => copy('Place', `${row.message.partition}:${row.message.offset}`)}>
          Partition and offset
        </MenuItem>
      </Menu>
      <Button onClick={() => copy('Link', new URL(link, window.location.href).href)}>
        <LinkIcon className="size-3.5" aria-hidden />
        Link
      </Button>
    </footer>
  )
}
