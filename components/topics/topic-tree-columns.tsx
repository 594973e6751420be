import { BytesCell, NumberCell, RateCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { Badge } from '#components/ui/badge.tsx'
import type { TopicBranch, TopicTreeSort } from '#lib/contract/topic-tree.ts'
import { glossary } from '#lib/format/glossary.ts'
import { BranchName, type TreeRow } from './branch-name.tsx'
import { findTopicState } from './topic-state.tsx'

export const topicTreeColumns: readonly Column<TreeRow, TopicTreeSort>[] = [
  { id: 'name', header: 'Topic', sort: 'name', grows: true, cell: (row) => <BranchName row={row} /> },
  { id: 'state', header: 'State', room: 11, from: 'sm', cell: ({ branch }) => <BranchState branch={branch} /> },
  {
    id: 'topics',
    header: 'Topics',
    align: 'end',
    sort: 'topicCount',
    cell: ({ branch }) => <NumberCell value={branch.topicCount} />,
  },
  {
    id: 'partitions',
    header: 'Partitions',
    explain: glossary.partition.text,
    align: 'end',
    from: 'md',
    sort: 'partitionCount',
    cell: ({ branch }) => (
      <NumberCell value={branch.partitionCount} problems={branch.problems} field="partitionCount" />
    ),
  },
  {
    id: 'messages',
    header: 'Messages',
    room: 9,
    explain:
      'End offsets minus start offsets, so the most it can be. ≤ marks a sum with a topic that is compacted or has transactions, where there are fewer.',
    align: 'end',
    sort: 'messages',
    cell: ({ branch }) => <NumberCell value={branch.messages} problems={branch.problems} field="messages" />,
  },
  {
    id: 'size',
    header: 'Size',
    room: 9,
    explain: 'Size of one replica of each partition on disk: that of the leader.',
    align: 'end',
    sort: 'sizeBytes',
    from: 'sm',
    cell: ({ branch }) => <BytesCell value={branch.sizeBytes} problems={branch.problems} field="sizeBytes" />,
  },
  {
    id: 'rate',
    header: 'Produced/s',
    explain: 'Messages produced per second, averaged over about ten seconds.',
    align: 'end',
    sort: 'producePerSecond',
    from: 'sm',
    cell: ({ branch }) => (
      <RateCell value={branch.producePerSecond} problems={branch.problems} field="producePerSecond" />
    ),
  },
  {
    id: 'underReplicated',
    header: 'Under-replicated',
    explain: glossary.underReplicated.text,
    align: 'end',
    sort: 'underReplicated',
    from: 'xl',
    cell: ({ branch }) => (
      <NumberCell value={branch.underReplicated} problems={branch.problems} field="underReplicated" />
    ),
  },
  {
    id: 'offline',
    header: 'Offline partitions',
    explain: glossary.offline.text,
    align: 'end',
    sort: 'leaderless',
    from: 'xl',
    cell: ({ branch }) => <NumberCell value={branch.leaderless} problems={branch.problems} field="leaderless" />,
  },
  {
    id: 'diskUsage',
    header: 'Disk usage',
    explain: 'Size of all replicas on all brokers.',
    align: 'end',
    sort: 'replicaBytes',
    isOptional: true,
    cell: ({ branch }) => <BytesCell value={branch.replicaBytes} problems={branch.problems} field="replicaBytes" />,
  },
]

/** The worst that is known of its topics; healthy only if all of them are known to be. */
function BranchState({ branch }: { branch: TopicBranch }) {
  const state = findTopicState(branch)
  if (state) return <Badge tone={state.tone}>{state.text}</Badge>
  if (branch.problems.some(({ field }) => field === 'leaderless')) {
    return <Unknown problems={branch.problems} field="leaderless" />
  }
  return <Badge tone="ok">healthy</Badge>
}
