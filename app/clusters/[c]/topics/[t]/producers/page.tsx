import type { Metadata } from 'next'
import { TopicFrame } from '#components/topics/topic-frame.tsx'
import { TopicProducersView } from '#components/topics/topic-producers-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

type Props = PageProps<'/clusters/[c]/topics/[t]/producers'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Producers of ${decodeSegment((await params).t)}` }
}

export default async function TopicProducersPage({ params }: Props) {
  const { c, t } = await params
  const [cluster, topic] = [decodeSegment(c), decodeSegment(t)]
  return (
    <TopicFrame cluster={cluster} topic={topic} tab="Producers">
      <TopicProducersView cluster={cluster} topic={topic} />
    </TopicFrame>
  )
}
