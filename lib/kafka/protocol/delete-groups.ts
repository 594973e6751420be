import type { Api } from './api.ts'

export interface DeleteGroupsInput {
  readonly groups: readonly string[]
}

export interface DeletedGroup {
  readonly id: string
  readonly errorCode: number
}

const MINIMUM_RESULT_BYTES = 4

/*
  DeleteGroups Request (0-2) => [groups_names]
    groups_names => STRING

  DeleteGroups Response (0-2) => throttle_time_ms [results]
    throttle_time_ms => INT32
    results => group_id error_code
      group_id => STRING
      error_code => INT16
*/
/** Groups without members, of any type, with all that they committed; each answered by its coordinator. */
export const deleteGroups: Api<DeleteGroupsInput, readonly DeletedGroup[]> = {
  key: 42,
  name: 'DeleteGroups',
  versions: { min: 0, max: 2 },
  flexibleFrom: 2,
  encode: (writer, { groups }) => {
    writer.array(groups, (group) => writer.string(group)).noTags()
  },
  decode: (reader) => {
    reader.int32() // throttle time
    const results = reader.array(MINIMUM_RESULT_BYTES, () => {
      const result = { id: reader.string(), errorCode: reader.int16() }
      reader.skipTags()
      return result
    })
    reader.skipTags()
    return results
  },
}
