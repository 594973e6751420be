import type { Metadata } from 'next'
import { ProduceView } from '#components/produce/produce-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Produce' }

export default async function ProducePage({ params }: PageProps<'/clusters/[c]/produce'>) {
  const { c } = await params
  return <ProduceView cluster={decodeSegment(c)} />
}
