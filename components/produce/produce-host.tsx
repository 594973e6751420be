'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { OpenProduce, type ProduceStart } from '#components/shared/open-produce.ts'
import type { ProduceForm } from './produce-form.ts'

const ProduceDialog = dynamic(() => import('./produce-dialog.tsx').then((module) => module.ProduceDialog), {
  ssr: false,
})

/** Mounted above the pages of a cluster, so that each of them can open the form. */
export function ProduceHost({ cluster, children }: { cluster: string; children: ReactNode }) {
  const [start, setStart] = useState<ProduceStart | null>(null)
  // Escape or a click beside the dialog closes it without losing what was typed.
  const [drafts] = useState(() => new Map<string, Partial<ProduceForm>>())
  return (
    <OpenProduce value={setStart}>
      {children}
      {start && <ProduceDialog cluster={cluster} start={start} drafts={drafts} onClose={() => setStart(null)} />}
    </OpenProduce>
  )
}
