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

/*
  ConsumerGroupDescribe Request (0-1), ShareGroupDescribe Request (1) => [group_ids] include_authorized_operations
    group_ids => STRING
    include_authorized_operations => BOOLEAN
*/
export function writeGroupIds(writer: Writer, { groups }: DescribeGroupsInput): void {
  writer
    .array(groups, (group) => writer.string(group))
    .boolean(false) // authorized operations
    .noTags()
}

/*
  ConsumerGroupDescribe Response (0-1), ShareGroupDescribe Response (1) => throttle_time_ms [groups]
    throttle_time_ms => INT32
    groups => error_code ?error_message group_id group_state group_epoch assignment_epoch assignor_name [members]
              authorized_operations
      error_code => INT16
      error_message, group_id, group_state, assignor_name => STRING
      group_epoch, assignment_epoch, authorized_operations => INT32
      members: see consumer-group-describe.ts and share-group-describe.ts
*/
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
