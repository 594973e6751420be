import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'
import { type GroupType, readGroupType } from './group-type.ts'

export interface ListGroupsInput {
  /** Empty: groups in any state. Brokers before version 4 list them all. */
  readonly states: readonly string[]
  /** Empty: groups of any type. Brokers before version 5 list them all. */
  readonly types: readonly GroupType[]
}

export interface ListGroupsReply {
  /** A broker that is still loading lists what it has, beside its error. */
  readonly errorCode: number
  readonly groups: readonly ListedGroup[]
}

export interface ListedGroup {
  readonly id: string
  /** `consumer`, `connect`, `share` and so on; empty where no member ever joined. */
  readonly protocolType: string
  /** In Kafka's own words. null before version 4. */
  readonly state: string | null
  /** null before version 5, and for types that are newer than we know. */
  readonly type: GroupType | null
}

const MINIMUM_GROUP_BYTES = 3

/*
  ListGroups Request (0-5) => [states_filter](4+) [types_filter](5)
    states_filter, types_filter => STRING

  ListGroups Response (0-5) => throttle_time_ms(1+) error_code [groups]
    throttle_time_ms => INT32
    error_code => INT16
    groups => group_id protocol_type group_state(4+) group_type(5)
      group_id, protocol_type, group_state, group_type => STRING
*/
/** Each broker lists the groups that it coordinates. */
export const listGroups: Api<ListGroupsInput, ListGroupsReply> = {
  key: 16,
  name: 'ListGroups',
  versions: { min: 0, max: 5 },
  flexibleFrom: 3,
  encode: (writer, { states, types }, version) => {
    if (version >= 4) writer.array(states, (state) => writer.string(state))
    if (version >= 5) writer.array(types, (type) => writer.string(type))
    writer.noTags()
  },
  decode: (reader, version) => {
    if (version >= 1) reader.int32() // throttle time
    const errorCode = reader.int16()
    const groups = reader.array(MINIMUM_GROUP_BYTES, () => readGroup(reader, version))
    reader.skipTags()
    return { errorCode, groups }
  },
}

function readGroup(reader: Reader, version: number): ListedGroup {
  const group = {
    id: reader.string(),
    protocolType: reader.string(),
    state: version >= 4 ? reader.string() : null,
    type: version >= 5 ? readGroupType(reader) : null,
  }
  reader.skipTags()
  return group
}
