import type { Metadata } from 'next'
import { MessagesView } from '#components/messages/messages-view.tsx'
import { TopicFrame } from '#components/topics/topic-frame.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

type Props = PageProps<'/clusters/[c]/topics/[t]/messages'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Messages of ${decodeSegment((await params).t)}` }
}

export default async function MessagesPage({ params }: Props) {
  const { c, t } = await params
  const [cluster, topic] = [decodeSegment(c), decodeSegment(t)]
  return (
    <TopicFrame cluster={cluster} topic={topic} tab="Messages">
      <MessagesView cluster={cluster} topic={topic} />
    </TopicFrame>
  )
}
