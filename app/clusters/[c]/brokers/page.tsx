import type { Metadata } from 'next'
import { BrokersView } from '#components/brokers/brokers-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Brokers' }

export default async function BrokersPage({ params }: PageProps<'/clusters/[c]/brokers'>) {
  const { c } = await params
  return <BrokersView cluster={decodeSegment(c)} />
}
