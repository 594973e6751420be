import type { Metadata } from 'next'
import { TopicConfigView } from '#components/topics/topic-config-view.tsx'
import { TopicFrame } from '#components/topics/topic-frame.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

type Props = PageProps<'/clusters/[c]/topics/[t]/config'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Configuration of ${decodeSegment((await params).t)}` }
}

export default async function TopicConfigPage({ params }: Props) {
  const { c, t } = await params
  const [cluster, topic] = [decodeSegment(c), decodeSegment(t)]
  return (
    <TopicFrame cluster={cluster} topic={topic} tab="Configuration">
      <TopicConfigView cluster={cluster} topic={topic} />
    </TopicFrame>
  )
}
