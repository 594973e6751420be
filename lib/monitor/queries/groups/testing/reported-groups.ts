import type { GroupItem, GroupPartition } from '#lib/contract/groups.ts'

/** What is said of each thing, in the words of Kafka's tools, by its name. */
export type Facts = ReadonlyMap<string, string>

/** Columns are matched from the right: only the id of a group may have blanks in it. */
const POSITION =
  /^(?<group>.*\S) +(?<topic>\S+) +(?<partition>\d+) +(?<committed>\S+) +(?<end>\S+) +(?<lag>\S+) +(?<member>\S+) +(?<host>\S+) +(?<client>\S+) *$/
const STATE =
  /^(?<group>.*\S) +\S+:\d+ +\((?<coordinator>\d+)\) +(?:(?<assignor>\S+) +)?(?<state>[A-Z][A-Za-z]+) +(?<members>\d+) *$/
const TYPE_AND_STATE = /^(?<group>.*\S) +(?<words>\S+ +\S+) *$/
const ONLY_STATE = /^(?<group>.*\S) +(?<words>\S+) *$/

/** What `--describe` reports of the partitions of our groups. */
export function reportedPositions(text: string, prefix: string): Facts {
  return factsOf(text, prefix, POSITION, ({ group, topic, partition, committed, end, lag, member, host, client }) => [
    positionName(group, topic, partition),
    [committed, end, lag, member, host, client].join(' '),
  ])
}

/** What `--describe --state` reports of our groups. */
export function reportedStates(text: string, prefix: string): Facts {
  return factsOf(text, prefix, STATE, ({ group = '', coordinator, assignor, state, members }) => [
    group,
    describeState(coordinator, assignor, state, members),
  ])
}

/** The state of our groups as `--list --state` has it, behind their type where it is run with `--type`. */
export function listedStates(text: string, prefix: string, hasTypes: boolean): Facts {
  return factsOf(text, prefix, hasTypes ? TYPE_AND_STATE : ONLY_STATE, ({ group = '', words = '' }) => [
    group,
    words.toLowerCase().replace(/ +/g, ' '),
  ])
}

/** The sum of the lags of each group; '-': none of them is known. */
export function reportedTotals(positions: Facts): Facts {
  const totals = new Map<string, string>()
  for (const [name, words] of positions) {
    const [group = ''] = name.split('\n')
    const [, , lag = '-'] = words.split(' ')
    const sum = totals.get(group) ?? '-'
    // A commit beyond the end has a negative lag there, which would hide what waits on other partitions.
    totals.set(group, lag === '-' ? sum : String(Number(sum === '-' ? 0 : sum) + Math.max(0, Number(lag))))
  }
  return totals
}

/** What we say of the partitions of a group. The tool does not list those that have neither a commit nor a member. */
export function ourPositions(group: string, rows: readonly GroupPartition[]): [name: string, words: string][] {
  return rows
    .filter(({ committed, memberId }) => committed !== null || memberId !== null)
    .map((row) => [
      positionName(group, row.topic, String(row.partition)),
      [row.committed, row.endOffset, lagInToolsWords(row), row.memberId, row.host, row.clientId].map(shown).join(' '),
    ])
}

export function ourState({ coordinator, assignor, state, memberCount }: GroupItem): string {
  return describeState(shown(coordinator), assignor ?? undefined, shown(state), shown(memberCount))
}

/** In one line each, where the two do not say the same. */
export function differences(reported: Facts, ours: Facts): string[] {
  const names = new Set([...reported.keys(), ...ours.keys()])
  return [...names]
    .filter((name) => reported.get(name) !== ours.get(name))
    .map((name) => `${name.replaceAll('\n', ' ')}: Kafka says ${reported.get(name)}, we say ${ours.get(name)}`)
}

/** The tool subtracts, and so reports a negative lag of a commit beyond the end, of which we say that nothing waits. */
function lagInToolsWords({ status, committed, endOffset, lag }: GroupPartition): number | null {
  return status === 'ahead-of-end' && lag === 0 ? (endOffset ?? 0) - Number(committed ?? 0) : lag
}

function positionName(group = '', topic = '', partition = ''): string {
  return [group, topic, partition].join('\n')
}

function describeState(coordinator = '', assignor = '-', state = '', members = ''): string {
  return `${state} with ${members} members, assignor ${assignor}, coordinator ${coordinator}`
}

function shown(value: string | number | null): string {
  return value === null ? '-' : String(value)
}

function factsOf(
  text: string,
  prefix: string,
  columns: RegExp,
  read: (groups: Readonly<Record<string, string | undefined>>) => [name: string, words: string],
): Facts {
  const lines = text.split('\n').filter((line) => line.startsWith(prefix))
  return new Map(
    lines.map((line) => {
      const { groups } = columns.exec(line) ?? {}
      if (!groups) throw new Error(`This line of the tool has other columns than expected: ${line}`)
      return read(groups)
    }),
  )
}
