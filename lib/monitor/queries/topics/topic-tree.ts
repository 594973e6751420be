import type { TopicBranch, TopicTreeQuery, TopicTreeReply, TopicTreeSort } from '#lib/contract/topic-tree.ts'
import type { TopicFilter } from '#lib/contract/topics.ts'
import { oncePerSnapshot } from '#lib/monitor/queries/once-per-snapshot.ts'
import { listPage, wholeSource } from '#lib/monitor/snapshot/list-page.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import { branchesBelow } from './name-tree.ts'
import { filterOf, matchingTopics, warnOfLeftOut } from './topic-filter.ts'
import { sumTopics, totalsOf } from './topic-sums.ts'

/** One level of the tree of topics. */
export function listTopicBranches(state: MonitorState, query: TopicTreeQuery): TopicTreeReply {
  const { prefix, q: _, ...page } = query
  const filter = filterOf(query)
  const reply = listPage(state, page, (snapshot) =>
    wholeSource<TopicBranch, TopicBranch, TopicTreeSort>(findBranches(snapshot, { ...filter, prefix }), {
      keyOf: (branch, sort) => (sort === 'name' ? branch.prefix : branch[sort]),
      nameOf: (branch) => branch.prefix,
      describe: (branch) => branch,
      tiers: ['offsets', 'configs', 'logDirs'],
    }),
  )
  const leftOutCount = state.snapshot ? matchingTopics(state.snapshot, filter).leftOutCount : 0
  const leftOut = leftOutCount > 0 ? [warnOfLeftOut(leftOutCount)] : []
  return { ...reply, warnings: [...reply.warnings, ...leftOut], totals: totalsOf(state, filter) }
}

const findBranches = oncePerSnapshot((snapshot, { prefix, ...filter }: TopicFilter & { prefix: string }) => {
  const { names, internal } = snapshot.catalog
  const { rows } = matchingTopics(snapshot, filter)
  return branchesBelow(prefix, rows.length, (index) => names[rows[index] ?? 0] ?? '').map(
    ({ from, to, isSingle, ...branch }): TopicBranch => {
      const own = rows.slice(from, to)
      const isInternal = own.every((row) => internal[row])
      return { ...branch, isTopic: isSingle, internal: isInternal, ...sumTopics(snapshot, own) }
    },
  )
})
