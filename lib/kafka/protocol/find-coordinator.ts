import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'
import { KAFKA_OK } from './error-codes.ts'
import { onlyOne } from './only-one.ts'

export interface FindCoordinatorInput {
  /** Exactly one before version 4. */
  readonly groups: readonly string[]
}

export interface FoundCoordinator {
  /** null before version 4, where the one that was asked for is answered. */
  readonly group: string | null
  readonly errorCode: number
  readonly errorMessage: string | null
  /** null where there is an error. */
  readonly coordinator: Coordinator | null
}

export interface Coordinator {
  readonly id: number
  readonly host: string
  readonly port: number
}

/** The first version that takes many groups at once. */
export const COORDINATORS_FROM = 4

const GROUP_KEY = 0
const MINIMUM_COORDINATOR_BYTES = 14

/*
  FindCoordinator Request (0-3) => key key_type(1+)
  FindCoordinator Request (4-6) => key_type [coordinator_keys]
    key, coordinator_keys => STRING
    key_type => INT8 (0 group)

  FindCoordinator Response (0-3) => throttle_time_ms(1+) error_code ?error_message(1+) node_id host port
  FindCoordinator Response (4-6) => throttle_time_ms [coordinators]
    coordinators => key node_id host port error_code ?error_message
    throttle_time_ms, node_id, port => INT32
    error_code => INT16
    key, host, error_message => STRING
*/
/** Answered by any broker. One that has no offsets topic yet makes it, so this is no question for a look around. */
export const findCoordinator: Api<FindCoordinatorInput, readonly FoundCoordinator[]> = {
  key: 10,
  name: 'FindCoordinator',
  versions: { min: 0, max: 6 },
  flexibleFrom: 3,
  encode: (writer, { groups }, version) => {
    if (version < COORDINATORS_FROM) writer.string(onlyOne(groups))
    if (version >= 1) writer.int8(GROUP_KEY)
    if (version >= COORDINATORS_FROM) writer.array(groups, (group) => writer.string(group))
    writer.noTags()
  },
  decode: (reader, version) => {
    if (version >= 1) reader.int32() // throttle time
    const found =
      version >= COORDINATORS_FROM
        ? reader.array(MINIMUM_COORDINATOR_BYTES, () => readCoordinator(reader))
        : [readOnlyCoordinator(reader, version)]
    reader.skipTags()
    return found
  },
}

function readCoordinator(reader: Reader): FoundCoordinator {
  const group = reader.string()
  const address = readAddress(reader)
  const errorCode = reader.int16()
  const errorMessage = reader.nullableString()
  reader.skipTags()
  return { group, errorCode, errorMessage, coordinator: errorCode === KAFKA_OK ? address : null }
}

function readOnlyCoordinator(reader: Reader, version: number): FoundCoordinator {
  const errorCode = reader.int16()
  const errorMessage = version >= 1 ? reader.nullableString() : null
  const address = readAddress(reader)
  return { group: null, errorCode, errorMessage, coordinator: errorCode === KAFKA_OK ? address : null }
}

function readAddress(reader: Reader): Coordinator {
  return { id: reader.int32(), host: reader.string(), port: reader.int32() }
}
