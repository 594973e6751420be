import type { Metadata } from 'next'
import { TopicsMessagesView } from '#components/messages/topics-messages-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Messages' }

export default async function TopicsMessagesPage({ params }: PageProps<'/clusters/[c]/messages'>) {
  const { c } = await params
  return <TopicsMessagesView cluster={decodeSegment(c)} />
}
