import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { BROKER_NOT_AVAILABLE, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { readMetadata } from './cluster.ts'

/**
 * Where changes go, on a lane of their own: one may take seconds. With KRaft it is any live broker, which forwards; a
 * change is sent to one broker, and once.
 */
export async function controllerOf(connections: ConnectionSet): Promise<BrokerConnection> {
  const { brokers, controllerId } = await readMetadata(connections, [])
  const controller = brokers.find((broker) => broker.id === controllerId)
  if (!controller) throw new KafkaError(BROKER_NOT_AVAILABLE, 'The cluster has no controller right now.')
  return connections.to(controller, 'changes')
}
