'use client'

import { Terminal } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Command } from '#lib/commands/command.ts'
import { CommandLine } from './command-line.tsx'

/** Where the top bar has room for what belongs to the page. */
export const PAGE_TOOLS_ID = 'page-tools'

export interface PageCommand {
  /** What it tells, or does. */
  readonly about: string
  readonly command: Command
}

/** The equivalent commands of a page: a button in the top bar opens them all. */
export function PageCommands({ commands }: { commands: readonly PageCommand[] }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setSlot(document.getElementById(PAGE_TOOLS_ID)), [])
  if (!slot || commands.length === 0) return null
  return (
    <>
      {createPortal(
        <Button tip="Equivalent commands" onClick={() => setOpen(true)}>
          <Terminal className="size-3.5" aria-hidden />
          <span className="max-sm:sr-only">CLI</span>
        </Button>,
        slot,
      )}
      <Dialog
        look="sheet"
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Equivalent commands"
        description="What this page shows, in a terminal with Kafka's own tools at hand."
      >
        <ul className="flex flex-col gap-5">
          {commands.map(({ about, command }) => (
            <li key={command.text}>
              <h3 className="-mb-2 font-semibold">{about}</h3>
              <CommandLine command={command} />
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  )
}
