import type { Metadata } from 'next'
import { TopicFrame } from '#components/topics/topic-frame.tsx'
import { TopicSettingsView } from '#components/topics/topic-settings-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

type Props = PageProps<'/clusters/[c]/topics/[t]/config'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Settings of ${decodeSegment((await params).t)}` }
}

export default async function TopicSettingsPage({ params }: Props) {
  const { c, t } = await params
  const [cluster, topic] = [decodeSegment(c), decodeSegment(t)]
  return (
    <TopicFrame cluster={cluster} topic={topic} tab="Settings">
      <TopicSettingsView cluster={cluster} topic={topic} />
    </TopicFrame>
  )
}
