import type { Metadata } from 'next'
import { ConnectionView } from '#components/connection/connection-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Connection' }

export default async function ConnectionPage({ params }: PageProps<'/clusters/[c]/connection'>) {
  const { c } = await params
  return <ConnectionView cluster={decodeSegment(c)} />
}
