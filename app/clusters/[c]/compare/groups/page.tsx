import type { Metadata } from 'next'
import { CompareGroupsView } from '#components/groups/compare-groups-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export const metadata: Metadata = { title: 'Compare groups' }

export default async function CompareGroupsPage({ params }: PageProps<'/clusters/[c]/compare/groups'>) {
  const { c } = await params
  return <CompareGroupsView cluster={decodeSegment(c)} />
}
