'use client'

import { Check, Copy, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { copyText } from './copy-text.ts'

const SHOWN_FOR_MS = 2_000

function useCopy(text: string) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)

  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  return { outcome, copy: async () => setOutcome((await copyText(text)) ? 'copied' : 'failed') }
}

/** `of`: what is copied, if there are several buttons on a page. */
export function CopyButton({ text, of, className }: { text: string; of?: string; className?: string }) {
  const { outcome, copy } = useCopy(text)
  return (
    <Button look="ghost" onClick={copy} className={classNames('font-sans text-small', className)}>
      {outcome === 'copied' ? <Check className="size-3.5" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
      <span aria-live="polite">
        {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Press Ctrl-C' : 'Copy'}
        {of && outcome === null && <span className="sr-only"> {of}</span>}
      </span>
    </Button>
  )
}

const icons = { copied: Check, failed: X, none: Copy }

/** Beside what it copies. In a list it is there once its row is pointed at or focused, so that rows stay calm. */
export function CopyIcon({ text, of }: { text: string; of: string }) {
  const { outcome, copy } = useCopy(text)
  const Icon = icons[outcome ?? 'none']
  const label = { copied: `Copied ${of}`, failed: `Could not copy ${of}`, none: `Copy ${of}` }[outcome ?? 'none']
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={copy}
      className="shrink-0 rounded-small p-0.5 text-faint hover:bg-line hover:text-text focus-visible:opacity-100 pointer-fine:[tr:focus-within_&]:opacity-100 pointer-fine:[tr:hover_&]:opacity-100 pointer-fine:[tr_&]:opacity-0"
    >
      <Icon className="size-3.5" aria-hidden />
    </button>
  )
}
