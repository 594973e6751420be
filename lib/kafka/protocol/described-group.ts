import type { Reader } from '#lib/bytes/reader.ts'
import type { Writer } from '#lib/bytes/writer.ts'
import type { DescribeGroupsInput } from './describe-groups.ts'

/** A group whose partitions its coordinator assigns, which it counts in epochs: those of KIP-848 and share groups. */
export interface DescribedGroup<Member> {
  readonly id: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly state: string
  /** Grows with every change of members, subscriptions or partitions. */
  readonly groupEpoch: number
  /** Up to which of those changes partitions have been assigned. */
  readonly assignmentEpoch: number
  readonly assignor: string
  readonly members: readonly Member[]
}

const MINIMUM_GROUP_BYTES = 20

export function writeGroupIds(writer: Writer, { groups }: DescribeGroupsInput): void {
  writer
    .array(groups, (group) => writer.string(group))
    .boolean(false) // authorized operations
    .noTags()
}

export function readDescribedGroups<Member>(
  reader: Reader,
  minimumMemberBytes: number,
  readMember: () => Member,
): DescribedGroup<Member>[] {
  reader.int32() // throttle time
  const groups = reader.array(MINIMUM_GROUP_BYTES, () => {
    const errorCode = reader.int16()
    const errorMessage = reader.nullableString()
    const group = {
      id: reader.string(),
      errorCode,
      errorMessage,
      state: reader.string(),
      groupEpoch: reader.int32(),
      assignmentEpoch: reader.int32(),
      assignor: reader.string(),
      members: reader.array(minimumMemberBytes, readMember),
    }
    reader.int32() // authorized operations
    reader.skipTags()
    return group
  })
  reader.skipTags()
  return groups
}
