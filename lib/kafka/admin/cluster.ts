import type { NewReply } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { findCause, isSilence } from '#lib/kafka/failure.ts'
import { describeCluster, type RegisteredBroker } from '#lib/kafka/protocol/describe-cluster.ts'
import { describeQuorum, type Quorum } from '#lib/kafka/protocol/describe-quorum.ts'
import { type Metadata, metadata } from '#lib/kafka/protocol/metadata.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'

const METADATA_DEADLINE_MS = 10_000
const DESCRIBE_DEADLINE_MS = 5_000

/** A broker without a quorum keeps the question for 60 s; one with a quorum answers in milliseconds. */
export const QUORUM_DEADLINE_MS = 5_000

/** Of all topics, or of those that are named: with none named, of the brokers alone. */
export function readMetadata(connections: ConnectionSet, topics: readonly string[] | null = null): Promise<Metadata> {
  return connections.sendToAny(metadata, { topics }, METADATA_DEADLINE_MS)
}

/** Of all topics; null where the reply is the same as before. */
export function readMetadataUnlessSame(
  connections: ConnectionSet,
  before: Buffer | null,
): Promise<NewReply<Metadata> | null> {
  return connections.askAny((broker) => broker.sendUnlessSame(metadata, { topics: null }, METADATA_DEADLINE_MS, before))
}

/** Every broker that is registered, down ones included; null where the cluster is too old to tell. */
export async function readRegisteredBrokers(connections: ConnectionSet): Promise<readonly RegisteredBroker[] | null> {
  try {
    return (await connections.sendToAny(describeCluster, undefined, DESCRIBE_DEADLINE_MS)).brokers
  } catch (error) {
    if (findCause(error, UnsupportedApi)) return null
    throw error
  }
}

/** The controller quorum; null where the cluster has none, as with ZooKeeper. */
export async function readQuorum(connections: ConnectionSet): Promise<Quorum | null> {
  try {
    return await connections.sendToAny(describeQuorum, undefined, QUORUM_DEADLINE_MS, 'quorum')
  } catch (error) {
    if (findCause(error, UnsupportedApi)) return null
    // A broker goes on waiting for the quorum, and answers nothing else on that connection meanwhile.
    if (isSilence(error)) connections.reset('quorum')
    throw error
  }
}
