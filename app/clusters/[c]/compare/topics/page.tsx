import type { Metadata } from 'next'
import { CompareTopicsView } from '#components/topics/compare-topics-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Compare topics' }

export default async function CompareTopicsPage({ params }: PageProps<'/clusters/[c]/compare/topics'>) {
  const { c } = await params
  return <CompareTopicsView cluster={decodeSegment(c)} />
}
