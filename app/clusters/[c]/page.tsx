import type { Metadata } from 'next'
import { OverviewView } from '#components/overview/overview-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage({ params }: PageProps<'/clusters/[c]'>) {
  const { c } = await params
  return <OverviewView cluster={decodeSegment(c)} />
}
