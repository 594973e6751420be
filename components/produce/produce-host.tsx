'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { OpenProduce, type ProduceStart } from '#components/shared/open-produce.ts'

const ProduceDialog = dynamic(() => import('./produce-dialog.tsx').then((module) => module.ProduceDialog), {
  ssr: false,
})

/** Stands above the pages of a cluster, so that each of them can open the form. */
export function ProduceHost({ cluster, children }: { cluster: string; children: ReactNode }) {
  const [start, setStart] = useState<ProduceStart | null>(null)
  return (
    <OpenProduce value={setStart}>
      {children}
      {start && <ProduceDialog cluster={cluster} start={start} onClose={() => setStart(null)} />}
    </OpenProduce>
  )
}
