'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { copyText } from './copy-text.ts'

const SHOWN_FOR_MS = 2_000

/** `of`: what is copied, if there are several buttons on a page. */
export function CopyButton({ text, of, className }: { text: string; of?: string; className?: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)

  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => setOutcome((await copyText(text)) ? 'copied' : 'failed')
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
