import type { Metadata } from 'next'
import { PartitionsView } from '#components/topics/partitions-view.tsx'
import { TopicFrame } from '#components/topics/topic-frame.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

type Props = PageProps<'/clusters/[c]/topics/[t]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeSegment((await params).t) }
}

export default async function TopicPage({ params }: Props) {
  const { c, t } = await params
  const [cluster, topic] = [decodeSegment(c), decodeSegment(t)]
  return (
    <TopicFrame cluster={cluster} topic={topic} tab="Partitions">
      <PartitionsView cluster={cluster} topic={topic} />
    </TopicFrame>
  )
}
