import { counted } from '#lib/format/number.ts'
import { inferKafkaVersion } from '#lib/kafka/admin/kafka-version.ts'
import { formatAddress } from '#lib/kafka/failure.ts'
import { API_VERSIONS_KEY } from '#lib/kafka/protocol/api.ts'
import type { ApiVersions } from '#lib/kafka/protocol/api-versions.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'

const MAX_NAMED = 9

/** Kafka 4.3 (ApiVersions 0 to 4, 62 kinds of requests) */
export function describeVersions(versions: ApiVersions): string {
  const release = inferKafkaVersion([versions])
  const own = versions.apis.get(API_VERSIONS_KEY)
  const range = own ? `ApiVersions ${own.min} to ${own.max}, ` : ''
  return `${release ? `Kafka ${release}` : 'Kafka of an unknown release'} (${range}${counted(versions.apis.size, 'request type')})`
}

/** 3 brokers: 1 a:9092, 2 b:9092, 3 c:9092 */
export function describeBrokers(brokers: readonly MetadataBroker[]): string {
  const named = brokers.slice(0, MAX_NAMED).map((broker) => `${broker.id} ${formatAddress(broker)}`)
  const more = brokers.length > MAX_NAMED ? [`and ${brokers.length - MAX_NAMED} more`] : []
  const list = [...named, ...more].join(', ')
  return list ? `${counted(brokers.length, 'broker')}: ${list}` : 'no broker'
}
