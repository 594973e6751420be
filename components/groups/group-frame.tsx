'use client'

import { type ReactNode, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { FactsSkeleton } from '#components/shared/facts.tsx'
import { GroupStateBadge, GroupTypeBadge } from '#components/shared/group-cells.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { StarButton } from '#components/shared/star-button.tsx'
import { Tabs } from '#components/shared/tabs.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { ApiError } from '#lib/client/api-error.ts'
import { useVisit } from '#lib/client/places.ts'
import { useGroup } from '#lib/client/use-groups.ts'
import type { Group } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'
import { GroupActions } from './group-actions.tsx'
import { GroupFacts } from './group-facts.tsx'
import { GroupStatusNotice } from './group-status-notice.tsx'
import { ResetOffsetsDialog } from './lazy-parts.tsx'
import { type DoneReset, ResetOutcome } from './reset-outcome.tsx'

interface GroupFrameProps {
  cluster: string
  group: string
  tab: 'Partitions' | 'Members'
  children: ReactNode
}

/** The frame of every page about one group: its name, status with the reason, figures, actions and tabs. */
export function GroupFrame(props: GroupFrameProps) {
  return <Frame key={`${props.cluster} ${props.group}`} {...props} />
}

function Frame({ cluster, group, tab, children }: GroupFrameProps) {
  const query = useGroup(cluster, group)
  const [done, setDone] = useState<DoneReset | null>(null)
  useVisit(cluster, 'group', group, query.data !== undefined)
  const isGone = query.error instanceof ApiError && query.error.code === 'not-found'
  const outcome = done && (
    <ResetOutcome cluster={cluster} group={group} done={done} onChange={setDone} onDismiss={() => setDone(null)} />
  )
  if (isGone) {
    return (
      <>
        <PageHeader title={groupName(group)} />
        {outcome}
        <MissingGroup cluster={cluster} group={group} wasSeen={query.data !== undefined} onReset={setDone} />
      </>
    )
  }
  return (
    <QueryState query={query} skeleton={<FrameSkeleton name={groupName(group)} />}>
      {(data) => (
        <>
          <PageHeader
            title={groupName(data.id)}
            copied={data.id}
            state={
              <>
                <StarButton kind="group" id={data.id} name={groupName(data.id)} />
                <GroupStateBadge group={data} />
                <GroupTypeBadge type={data.type} />
              </>
            }
            actions={<GroupActions cluster={cluster} group={data} onReset={setDone} />}
          />
          <GroupFacts group={data} />
          {outcome}
          <GroupStatusNotice group={data} />
          <Tabs
            label="About this group"
            current={tab}
            tabs={[
              { name: 'Partitions', path: pagePaths.group(cluster, group), count: countPartitions(data) },
              { name: 'Members', path: pagePaths.groupMembers(cluster, group), count: data.memberCount },
            ]}
          />
          {children}
        </>
      )}
    </QueryState>
  )
}

function countPartitions({ topics }: Group): number {
  return topics.reduce((sum, { partitionCount }) => sum + partitionCount, 0)
}

interface MissingGroupProps {
  cluster: string
  group: string
  wasSeen: boolean
  onReset: (done: DoneReset) => void
}

/** A group is created by its first commit, so start offsets can be set before any consumer joins it. */
function MissingGroup({ cluster, group, wasSeen, onReset }: MissingGroupProps) {
  const [isOpen, setOpen] = useState(false)
  const readOnly = useReadOnlyReason()
  return (
    <>
      <EmptyState
        title={wasSeen ? 'This group was deleted' : 'Group not found'}
        action={
          <span className="flex flex-wrap items-center justify-center gap-4">
            <Link href={pagePaths.groups(cluster)} className="text-accent underline">
              Show all groups
            </Link>
            <Button onClick={() => setOpen(true)} disabledBecause={readOnly}>
              Set start offsets…
            </Button>
          </span>
        }
      >
        {wasSeen
          ? 'It reappears as soon as a consumer joins it or commits an offset.'
          : 'Kafka deletes a group that had no members and no new commits for some days (offsets.retention.minutes), or the URL is misspelled. You can also set its start offsets before its first consumer joins.'}
      </EmptyState>
      {isOpen && (
        <ResetOffsetsDialog
          cluster={cluster}
          group={group}
          known={null}
          onDone={onReset}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

function FrameSkeleton({ name }: { name: string }) {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title={name} />
      <FactsSkeleton count={6} />
    </div>
  )
}
