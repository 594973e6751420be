import type { OffsetTarget } from '#lib/contract/group-offsets.ts'
import type { GroupType } from '#lib/contract/group-states.ts'
import type { CommandClient } from './client.ts'
import { type Command, commandOf, kafkaScript, scriptText } from './command.ts'
import { comments, oneLine, quote } from './words.ts'

/** Each type of group has a script of its own, and no other can describe it. */
const scripts: Record<GroupType, string> = {
  classic: 'kafka-consumer-groups.sh',
  consumer: 'kafka-consumer-groups.sh',
  share: 'kafka-share-groups.sh',
  streams: 'kafka-streams-groups.sh',
}

const CONSUMER_GROUPS = scripts.consumer

interface GroupId {
  readonly id: string
  readonly type: GroupType
}

const ALL_OR_NOTHING =
  'where the assignment of one group cannot be read, this fails for all: then name them with --group'

export function describeAllGroupsCommand(client: CommandClient, type: GroupType | null): Command {
  const script = scripts[type ?? 'consumer']
  const text = scriptText(script, client, ['--describe', '--all-groups'])
  return commandOf('kafka', client, (script === CONSUMER_GROUPS ? comments([ALL_OR_NOTHING]) : '') + text)
}

export function describeGroupCommand(client: CommandClient, { id, type }: GroupId): Command {
  return kafkaScript(scripts[type], client, ['--describe', '--group', id])
}

/** With more, a command for all groups is better. */
const NAMED_GROUPS = 5

/** Several groups at once, by the script of each type; of many, the first few. */
export function describeGroupsCommands(client: CommandClient, groups: readonly GroupId[]): Command[] {
  const named = groups.slice(0, NAMED_GROUPS)
  const left = groups.length - named.length
  const commands = [...Map.groupBy(named, ({ type }) => scripts[type])].map(([script, of]) =>
    kafkaScript(script, client, ['--describe', ...of.flatMap(({ id }) => ['--group', id])]),
  )
  return commands.map((command, place) =>
    left > 0 && place === commands.length - 1 ? { ...command, text: `${command.text}\n# and ${left} more` } : command,
  )
}

export function groupMembersCommand(client: CommandClient, { id, type }: GroupId): Command {
  return kafkaScript(scripts[type], client, ['--describe', '--group', id, '--members', '--verbose'])
}

export function groupStateCommand(client: CommandClient, { id, type }: GroupId): Command {
  return kafkaScript(scripts[type], client, ['--describe', '--group', id, '--state'])
}

export function deleteGroupCommand(client: CommandClient, { id, type }: GroupId): Command {
  return kafkaScript(scripts[type], client, ['--delete', '--group', id])
}

export function deleteGroupOffsetsCommand(client: CommandClient, group: string, topic: string): Command {
  return kafkaScript(CONSUMER_GROUPS, client, ['--delete-offsets', '--group', group, '--topic', topic])
}

interface Reset {
  readonly group: string
  /** Omitted: all committed offsets of the group. */
  readonly topics?:
    | readonly { readonly topic: string; readonly partitions?: readonly number[] | undefined }[]
    | undefined
  readonly to: OffsetTarget
  /** Partitions that are known to be refused, on which the script would fail. */
  readonly refused?: readonly { readonly topic: string; readonly partition: number }[] | undefined
}

/** The file with one offset per row for the script. */
const OFFSETS_FILE = 'offsets.csv'
/** With more, the command would be longer than the page. */
const WRITTEN_ROWS = 20

export function resetOffsetsCommand(client: CommandClient, reset: Reset, mode: '--dry-run' | '--execute'): Command {
  const { group, to } = reset
  const ofGroup = ['--reset-offsets', '--group', group]
  const fromFile = scriptText(CONSUMER_GROUPS, client, [...ofGroup, '--from-file', OFFSETS_FILE, mode])
  if (to.type === 'group') {
    const other = scriptText(CONSUMER_GROUPS, client, ['--describe', '--group', to.group, '--offsets'])
    const rows = `group=${quote(to.group)} awk ${quote(rowsOf(reset))}`
    return commandOf('kafka', client, `${other} | ${rows} > ${OFFSETS_FILE} && ${fromFile}`)
  }
  if (to.type === 'rows') return rowsCommand(client, reset, to.rows, mode, fromFile)
  return kafkaScript(CONSUMER_GROUPS, client, [...ofGroup, ...scopeOf(reset), ...targetOf(to), mode])
}

/** A line for each group, as each may fail for itself. */
export function resetGroupsCommand(
  client: CommandClient,
  groups: readonly string[],
  to: Exclude<OffsetTarget, { type: 'group' | 'rows' }>,
  mode: '--dry-run' | '--execute',
): Command {
  const lines = groups.map((group) =>
    scriptText(CONSUMER_GROUPS, client, [
      ...['--reset-offsets', '--group', group, '--all-topics'],
      ...targetOf(to),
      mode,
    ]),
  )
  return commandOf('kafka', client, lines.join('\n'))
}

type Rows = Extract<OffsetTarget, { type: 'rows' }>['rows']

/** Offsets are given in a file. Deleting commits is an option of its own, which has no dry run. */
function rowsCommand(client: CommandClient, reset: Reset, rows: Rows, mode: string, fromFile: string): Command {
  const { group, refused = [] } = reset
  const meant = rows.filter((row) => !refused.some((it) => it.topic === row.topic && it.partition === row.partition))
  const moved = meant.flatMap(({ topic, partition, offset }) =>
    offset === null ? [] : [quote(`${topic},${partition},${offset}`)],
  )
  const written = `printf '%s\\n' ${moved.join(' ')} > ${OFFSETS_FILE} && ${fromFile}`
  const move = moved.length > WRITTEN_ROWS ? fromFile : written
  const deleted = Map.groupBy(
    meant.filter(({ offset }) => offset === null),
    ({ topic }) => topic,
  )
  const places = [...deleted].map(([topic, of]) => `${topic}:${of.map(({ partition }) => partition).join(',')}`)
  const remove = scriptText(CONSUMER_GROUPS, client, [
    ...['--delete-offsets', '--group', group],
    ...places.flatMap((place) => ['--topic', place]),
  ])
  const moves = moved.length > 0 ? [move] : []
  // A comment on a line of its own, because some shells pass a trailing one as arguments.
  const removal = `# ${oneLine(`without a dry run: --delete-offsets of ${places.join(' ')}`)}`
  const text =
    mode === '--execute'
      ? [...moves, ...(places.length > 0 ? [remove] : [])].join(' && ')
      : [...moves, ...(places.length > 0 ? [removal] : [])].join('\n')
  return text ? commandOf('kafka', client, text) : { tool: 'kafka', text: '# nothing of this can be done' }
}

/**
 * For awk: the committed offsets of a described group as rows of the file, because the script's own export is refused
 * for a group with members. An id may contain spaces, and awk would read escapes in a variable that is given by option;
 * topic names need no quotes.
 */
function rowsOf({ topics }: Reset): string {
  const places = topics?.map(({ topic, partitions }) => {
    const numbers = partitions?.map((partition) => `$2 == ${partition}`).join(' || ')
    return `$1 == "${topic}"${numbers === undefined ? '' : ` && (${numbers})`}`
  })
  const scope = places ? ` && (${places.join(' || ')})` : ''
  return `index($0, ENVIRON["group"]) == 1 { $0 = substr($0, length(ENVIRON["group"]) + 1); if ($3 ~ /^[0-9]+$/${scope}) print $1 "," $2 "," $3 }`
}

function scopeOf({ topics }: Reset): string[] {
  if (!topics) return ['--all-topics']
  return topics.flatMap(({ topic, partitions }) => [
    '--topic',
    partitions === undefined ? topic : `${topic}:${partitions.join(',')}`,
  ])
}

function targetOf(to: Exclude<OffsetTarget, { type: 'group' | 'rows' }>): string[] {
  switch (to.type) {
    case 'earliest':
      return ['--to-earliest']
    case 'latest':
      return ['--to-latest']
    case 'current':
      return ['--to-current']
    case 'offset':
      return ['--to-offset', String(to.offset)]
    case 'timestamp':
      return ['--to-datetime', new Date(to.at).toISOString()]
    case 'duration':
      return ['--by-duration', isoDuration(to.durationMs)]
    case 'shift':
      return ['--shift-by', String(to.by)]
    default:
      return to satisfies never
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000
const HOUR_MS = 60 * 60 * 1_000
const MINUTE_MS = 60 * 1_000

/** P1DT2H30M, as parsed by Java. */
function isoDuration(ms: number): string {
  const seconds = (ms % MINUTE_MS) / 1_000
  const parts = [
    [Math.floor((ms % DAY_MS) / HOUR_MS), 'H'],
    [Math.floor((ms % HOUR_MS) / MINUTE_MS), 'M'],
    [seconds, 'S'],
  ] as const
  const days = Math.floor(ms / DAY_MS)
  const time = parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : [])).join('')
  if (days === 0) return `PT${time || '0S'}`
  return time ? `P${days}DT${time}` : `P${days}D`
}
