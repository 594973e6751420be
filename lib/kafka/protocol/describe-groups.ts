import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'

export interface DescribeGroupsInput {
  readonly groups: readonly string[]
}

export interface ClassicGroup {
  readonly id: string
  readonly errorCode: number
  readonly errorMessage: string | null
  /** `Dead` is also what older brokers answer for groups of other types and for those that do not exist. */
  readonly state: string
  readonly protocolType: string
  /** The assignor on which the members agreed; empty while they have not. */
  readonly protocol: string
  readonly members: readonly ClassicMember[]
}

export interface ClassicMember {
  readonly id: string
  readonly instanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  /** What it subscribes to, in the words of the protocol type; empty unless the group is stable. */
  readonly metadata: Buffer
  readonly assignment: Buffer
}

const MINIMUM_GROUP_BYTES = 12
const MINIMUM_MEMBER_BYTES = 7

/*
  DescribeGroups Request (0-6) => [groups] include_authorized_operations(3+)
    groups => STRING
    include_authorized_operations => BOOLEAN

  DescribeGroups Response (0-6) => throttle_time_ms(1+) [groups]
    throttle_time_ms => INT32
    groups => error_code ?error_message(6) group_id group_state protocol_type protocol_data [members]
              authorized_operations(3+)
      error_code => INT16
      error_message, group_id, group_state, protocol_type, protocol_data => STRING
      members => member_id ?group_instance_id(4+) client_id client_host member_metadata member_assignment
        member_id, group_instance_id, client_id, client_host => STRING
        member_metadata, member_assignment => BYTES
      authorized_operations => INT32
*/
/** Groups of the classic protocol, each answered by its coordinator. */
export const describeGroups: Api<DescribeGroupsInput, readonly ClassicGroup[]> = {
  key: 15,
  name: 'DescribeGroups',
  versions: { min: 0, max: 6 },
  flexibleFrom: 5,
  encode: (writer, { groups }, version) => {
    writer.array(groups, (group) => writer.string(group))
    if (version >= 3) writer.boolean(false) // authorized operations
    writer.noTags()
  },
  decode: (reader, version) => {
    if (version >= 1) reader.int32() // throttle time
    const groups = reader.array(MINIMUM_GROUP_BYTES, () => readGroup(reader, version))
    reader.skipTags()
    return groups
  },
}

function readGroup(reader: Reader, version: number): ClassicGroup {
  const errorCode = reader.int16()
  const errorMessage = version >= 6 ? reader.nullableString() : null
  const id = reader.string()
  const state = reader.string()
  const protocolType = reader.string()
  const protocol = reader.string()
  const members = reader.array(MINIMUM_MEMBER_BYTES, () => readMember(reader, version))
  if (version >= 3) reader.int32() // authorized operations
  reader.skipTags()
  return { id, errorCode, errorMessage, state, protocolType, protocol, members }
}

function readMember(reader: Reader, version: number): ClassicMember {
  const member = {
    id: reader.string(),
    instanceId: version >= 4 ? reader.nullableString() : null,
    clientId: reader.string(),
    clientHost: reader.string(),
    metadata: reader.bytes(),
    assignment: reader.bytes(),
  }
  reader.skipTags()
  return member
}
