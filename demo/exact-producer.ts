import type { Kafka, Producer, ProducerConfig } from 'kafkajs'

/**
 * A producer whose records are there once. Without numbers on them kafkajs doubles some: where one partition has no
 * leader yet, as right after a topic was made, it writes anew what the same broker took for the others.
 */
export function exactProducer(kafka: Kafka, options: ProducerConfig = {}): Producer {
  return kafka.producer({ allowAutoTopicCreation: false, idempotent: true, ...options })
}
