import type { GroupType } from '#lib/contract/group-states.ts'
import { GroupLag } from '#lib/monitor/lag/group-lag.ts'
import type { TopicCommits } from '#lib/monitor/lag/groups/group-commits.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import type { Measured } from '#lib/monitor/lag/measured.ts'
import type { RecordTimeLookup } from '#lib/monitor/lag/record-time.ts'
import { type Catalog, partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import { unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'

// Groups to test with, each described by what its case needs.

interface TestGroup {
  readonly id: string
  readonly type?: GroupType
  readonly state?: string
  readonly members?: readonly string[]
  /** It rebalances, speaks a protocol of its own, or sends bytes that are none. */
  readonly hidesAssignments?: boolean
  readonly protocolType?: string
  /** By topic, the commit of each partition. */
  readonly committed?: Readonly<Record<string, readonly number[]>>
  readonly commitError?: number
  readonly problems?: KnownGroup['problems']
}

export function knownGroup({ id, type = 'classic', members = [], committed = {}, ...facts }: TestGroup): KnownGroup {
  const commits = Object.entries(committed).map(([topic, offsets]): TopicCommits => {
    const partitions = Int32Array.from(offsets, (_, partition) => partition)
    const none = new Int32Array(offsets.length)
    return {
      topic,
      partitions,
      committed: Float64Array.from(offsets),
      errors: none,
      reportedLags: null,
      leaderEpochs: none.map(() => -1),
      metadataOf: () => null,
      digitsOf: () => null,
    }
  })
  const state = facts.state ?? (members.length > 0 ? 'Stable' : 'Empty')
  return {
    id,
    type,
    state,
    protocolType: facts.protocolType ?? 'consumer',
    coordinator: { id: 1, host: 'h', port: 9092, rack: null },
    description: {
      id,
      type,
      state,
      assignor: 'range',
      groupEpoch: null,
      assignmentEpoch: null,
      members: members.map((member) => ({
        id: member,
        instanceId: null,
        rackId: null,
        clientId: `client of ${member}`,
        clientHost: '/h',
        memberEpoch: null,
        subscribedTopics: null,
        subscribedRegex: null,
        assignment: facts.hidesAssignments
          ? null
          : commits.map(({ topic, partitions }) => ({ topicId: null, name: topic, partitions: [...partitions] })),
        targetAssignment: null,
        isClassic: true,
      })),
    },
    describedAtMs: 0,
    claims: members.map(() => ({
      subscribed: [],
      assigned: facts.hidesAssignments ? [] : commits.map(({ topic, partitions }) => ({ topic, partitions })),
    })),
    commits,
    shape: commits,
    reply: null,
    commitError: facts.commitError ?? 0,
    emptySinceMs: null,
    problems: facts.problems ?? [],
    isMissing: false,
  }
}

interface TestRecords {
  /** When the record at an offset was written; unknown to those who only saw the ends of the log. */
  readonly writtenAtMs?: (partitionRow: number, offset: number) => number
  /** The same from the record itself, once that was read. */
  readonly timeOf?: RecordTimeLookup['timeOf']
}

/** The lag of groups, measured at some moments; all partitions end at the given offset, if there is one. */
export class LagWorld {
  readonly lag: GroupLag
  readonly #catalog: Catalog
  readonly #records: TestRecords

  constructor(catalog: Catalog, markers = 0, records: TestRecords = {}) {
    this.#catalog = catalog
    this.#records = records
    this.lag = new GroupLag({ markersAt: () => markers, timeOf: records.timeOf ?? (() => null) })
  }

  at(
    atMs: number,
    groups: readonly KnownGroup[],
    ends: Readonly<Record<string, readonly number[]>>,
    watched: readonly string[] = [],
    starts: Readonly<Record<string, readonly number[]>> = {},
  ): Measured {
    const offsets = unknownOffsets(this.#catalog.partitionIds.length)
    for (const [topic, own] of Object.entries(ends)) {
      const [from] = partitionRows(this.#catalog, rowsByName(this.#catalog).get(topic) ?? -1)
      for (const [index, end] of own.entries()) {
        offsets.startOffsets[from + index] = starts[topic]?.[index] ?? 0
        offsets.endOffsets[from + index] = end
        offsets.offsetErrors[from + index] = 0
        offsets.producedPerSecond[from + index] = 1
      }
    }
    // A record is written each second: the one at offset 0 a second after the beginning of all time.
    const { writtenAtMs = (_row: number, offset: number) => (offset + 1) * 1_000 } = this.#records
    this.lag.measure(
      { requestedAtMs: atMs, groups },
      { catalog: this.#catalog, offsets, writtenAtMs },
      new Set(watched),
    )
    if (!this.lag.measured) throw new Error('nothing was measured')
    return this.lag.measured
  }
}
