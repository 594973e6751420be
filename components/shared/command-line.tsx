'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Command } from '#lib/commands/command.ts'
import { copyText } from './copy-text.ts'

const SAID_FOR_MS = 2_000

/** The command that shows the same by hand. */
export function CommandLine({ command }: { command: Command }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)

  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SAID_FOR_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => setOutcome((await copyText(command.text)) ? 'copied' : 'failed')
  return (
    <div className="mt-4 flex items-center gap-3.5 rounded-control border border-line bg-sunken py-1 pr-1 pl-3 font-mono text-small">
      <span className="font-medium text-accent">{command.tool}</span>
      <code className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap py-1 font-mono text-muted">
        <Words text={command.text} />
      </code>
      <Button look="ghost" onClick={copy} className="font-sans text-small">
        {outcome === 'copied' ? <Check className="size-3.5" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
        <span aria-live="polite">
          {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Press Ctrl-C' : 'Copy'}
        </span>
      </Button>
    </div>
  )
}

/** Lines break between words: inside of one, as behind a hyphen, only where it is longer than a line. */
function Words({ text }: { text: string }) {
  return text.split(/(\s+)/).map((part, place) =>
    /^\s*$/.test(part) ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same word may stand in several places
      <span key={place} className="inline-block max-w-full">
        {part}
      </span>
    ),
  )
}
