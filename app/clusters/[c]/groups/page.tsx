import type { Metadata } from 'next'
import { GroupsView } from '#components/groups/groups-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Groups' }

export default async function GroupsPage({ params }: PageProps<'/clusters/[c]/groups'>) {
  const { c } = await params
  return <GroupsView cluster={decodeSegment(c)} />
}
