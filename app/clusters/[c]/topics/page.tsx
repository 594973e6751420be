import type { Metadata } from 'next'
import { TopicsView } from '#components/topics/topics-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Topics' }

export default async function TopicsPage({ params }: PageProps<'/clusters/[c]/topics'>) {
  const { c } = await params
  return <TopicsView cluster={decodeSegment(c)} />
}
