import { describe, expect, test } from 'vitest'
import type { OffsetTarget } from '#lib/contract/group-offsets.ts'
import {
  deleteGroupCommand,
  deleteGroupOffsetsCommand,
  describeAllGroupsCommand,
  describeGroupCommand,
  describeGroupsCommands,
  groupMembersCommand,
  groupStateCommand,
  resetOffsetsCommand,
} from './groups.ts'
import { plainClient } from './testing/client.ts'

const client = plainClient(['a:1', 'b:2'])
const consumerGroups = 'kafka-consumer-groups.sh --bootstrap-server a:1,b:2'

test.each([
  [
    describeAllGroupsCommand(client, null),
    `# where the assignment of one group cannot be read, this fails for all: then name them with --group\n${consumerGroups} --describe --all-groups`,
  ],
  [
    describeAllGroupsCommand(client, 'share'),
    'kafka-share-groups.sh --bootstrap-server a:1,b:2 --describe --all-groups',
  ],
  [describeGroupCommand(client, { id: 'g', type: 'classic' }), `${consumerGroups} --describe --group g`],
  [
    describeGroupCommand(client, { id: 'my group', type: 'consumer' }),
    `${consumerGroups} --describe --group 'my group'`,
  ],
  [
    describeGroupCommand(client, { id: 's', type: 'share' }),
    'kafka-share-groups.sh --bootstrap-server a:1,b:2 --describe --group s',
  ],
  [
    describeGroupCommand(client, { id: 's', type: 'streams' }),
    'kafka-streams-groups.sh --bootstrap-server a:1,b:2 --describe --group s',
  ],
  [
    groupMembersCommand(client, { id: 'g', type: 'classic' }),
    `${consumerGroups} --describe --group g --members --verbose`,
  ],
  [groupStateCommand(client, { id: 'g', type: 'classic' }), `${consumerGroups} --describe --group g --state`],
  [deleteGroupCommand(client, { id: 'g', type: 'classic' }), `${consumerGroups} --delete --group g`],
  [deleteGroupOffsetsCommand(client, 'g', 't'), `${consumerGroups} --delete-offsets --group g --topic t`],
])('%# is the script of its kind of group', (command, text) => {
  expect(command).toEqual({ tool: 'kafka', text })
})

test('several groups are described by the scripts of their kinds, of many only a few', () => {
  const groups = ['a', 'b', 'c d', 'e', 'f', 'g'].map((id) => ({
    id,
    type: id === 'b' ? ('share' as const) : id === 'a' ? ('classic' as const) : ('consumer' as const),
  }))
  expect(describeGroupsCommands(client, groups).map(({ text }) => text)).toEqual([
    `${consumerGroups} --describe --group a --group 'c d' --group e --group f`,
    'kafka-share-groups.sh --bootstrap-server a:1,b:2 --describe --group b\n# and 1 more',
  ])
  expect(describeGroupsCommands(client, [])).toEqual([])
})

describe('a reset', () => {
  const start = `${consumerGroups} --reset-offsets --group g`

  test.each<[OffsetTarget, string]>([
    [{ type: 'earliest' }, '--to-earliest'],
    [{ type: 'latest' }, '--to-latest'],
    [{ type: 'current' }, '--to-current'],
    [{ type: 'offset', offset: 12 }, '--to-offset 12'],
    [{ type: 'timestamp', at: '2026-11-21T10:40:00Z' }, '--to-datetime 2026-11-21T10:40:00.000Z'],
    [{ type: 'shift', by: -5 }, '--shift-by -5'],
    [{ type: 'duration', durationMs: 0 }, '--by-duration PT0S'],
    [{ type: 'duration', durationMs: 1_500 }, '--by-duration PT1.5S'],
    [{ type: 'duration', durationMs: 90 * 60_000 }, '--by-duration PT1H30M'],
    [{ type: 'duration', durationMs: 86_400_000 }, '--by-duration P1D'],
    [{ type: 'duration', durationMs: 86_461_000 }, '--by-duration P1DT1M1S'],
  ])('%j', (to, args) => {
    expect(resetOffsetsCommand(client, { group: 'g', to }, '--dry-run').text).toBe(
      `${start} --all-topics ${args} --dry-run`,
    )
  })

  test('names the topics and partitions that are meant', () => {
    const topics = [{ topic: 't' }, { topic: 'u', partitions: [0, 3] }]
    expect(resetOffsetsCommand(client, { group: 'g', topics, to: { type: 'latest' } }, '--execute').text).toBe(
      `${start} --topic t --topic u:0,3 --to-latest --execute`,
    )
  })

  test('to where another group stands goes by a file, as that one may have members', () => {
    const to = { type: 'group', group: 'the other' } as const
    const describe = `${consumerGroups} --describe --group 'the other' --offsets | group='the other' awk`
    const rows = (scope: string) =>
      `'index($0, ENVIRON["group"]) == 1 { $0 = substr($0, length(ENVIRON["group"]) + 1); if ($3 ~ /^[0-9]+$/${scope}) print $1 "," $2 "," $3 }'`
    const end = `> offsets.csv && ${start} --from-file offsets.csv --execute`
    expect(resetOffsetsCommand(client, { group: 'g', to }, '--execute').text).toBe(`${describe} ${rows('')} ${end}`)
    const topics = [{ topic: 'a' }, { topic: 'b', partitions: [1, 2] }]
    expect(resetOffsetsCommand(client, { group: 'g', topics, to }, '--execute').text).toBe(
      `${describe} ${rows(' && ($1 == "a" || $1 == "b" && ($2 == 1 || $2 == 2))')} ${end}`,
    )
  })

  test('of very many rows leaves the file to be written', () => {
    const rows = Array.from({ length: 21 }, (_, partition) => ({ topic: 't', partition, offset: 7 }))
    expect(resetOffsetsCommand(client, { group: 'g', to: { type: 'rows', rows } }, '--execute').text).toBe(
      `${start} --from-file offsets.csv --execute`,
    )
  })

  describe('row by row', () => {
    const rows = [
      { topic: 't', partition: 0, offset: 7 },
      { topic: 't', partition: 1, offset: null },
    ]
    const command = (reset: object, mode: '--dry-run' | '--execute') =>
      resetOffsetsCommand(client, { group: 'g', to: { type: 'rows', rows }, ...reset }, mode).text
    const move = (mode: string) => `printf '%s\\n' t,0,7 > offsets.csv && ${start} --from-file offsets.csv ${mode}`

    test('commits are deleted by an option of their own, of which there is no dry run', () => {
      expect(command({}, '--dry-run')).toBe(`${move('--dry-run')}\n# without a dry run: --delete-offsets of t:1`)
      expect(command({}, '--execute')).toBe(
        `${move('--execute')} && ${consumerGroups} --delete-offsets --group g --topic t:1`,
      )
    })

    test('what is known to be refused is left out', () => {
      expect(command({ refused: [{ topic: 't', partition: 1 }] }, '--execute')).toBe(move('--execute'))
      expect(command({ refused: [{ topic: 't', partition: 0 }] }, '--execute')).toBe(
        `${consumerGroups} --delete-offsets --group g --topic t:1`,
      )
      expect(command({ refused: rows }, '--execute')).toBe('# nothing of this can be done')
    })
  })
})
