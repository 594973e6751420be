interface Term {
  /** As Kafka's documentation spells it. */
  readonly term: string
  /** What it is first, then what it means for the reader. */
  readonly text: string
}

/** Kafka's terms: explained in the glossary and, with the same sentences, in the tooltips of the pages. */
export const glossary = {
  broker: {
    term: 'Broker',
    text: 'A Kafka server that stores replicas of partitions and serves clients; when one is down, other brokers take over its leader partitions.',
  },
  controller: {
    term: 'Controller',
    text: 'The node that manages the metadata of the cluster and elects partition leaders; without one, no leader can change and nothing can be created.',
  },
  quorum: {
    term: 'Quorum',
    text: 'The majority of controllers that must agree on every change of the metadata; with fewer controllers up, the metadata cannot change.',
  },
  topic: {
    term: 'Topic',
    text: 'A named stream of messages, split into partitions; producers write to it, and consumer groups read from it.',
  },
  partition: {
    term: 'Partition',
    text: 'An ordered log of messages within a topic; order is guaranteed within a partition, not across partitions, and each partition is consumed by at most one member of a group.',
  },
  leader: {
    term: 'Leader',
    text: 'The replica of a partition that serves all writes and, by default, all reads; its broker carries the load of the partition.',
  },
  follower: {
    term: 'Follower',
    text: 'A replica that replicates the log of the leader; it can become the leader as long as it is in sync.',
  },
  replica: {
    term: 'Replica',
    text: 'A copy of a partition on one broker; the data survives as long as one in-sync replica does.',
  },
  replicationFactor: {
    term: 'Replication factor',
    text: 'The number of replicas of each partition of a topic; with a factor of 3, two brokers can fail without loss of data.',
  },
  isr: {
    term: 'In-sync replicas (ISR)',
    text: 'The replicas that have everything the leader has committed, the leader included; only they can become leader without losing messages.',
  },
  underReplicated: {
    term: 'Under-replicated',
    text: 'A partition with fewer in-sync replicas than its replication factor; it still works, but tolerates fewer failures.',
  },
  offline: {
    term: 'Offline partition',
    text: 'A partition that has no leader; it can be neither read nor written until one of its replicas is back.',
  },
  minIsr: {
    term: 'Min in-sync replicas',
    text: 'The config min.insync.replicas: the number of in-sync replicas that a write with acks=all needs; with fewer in sync, such writes are refused.',
  },
  record: {
    term: 'Record',
    text: 'A message as Kafka stores it: key, value, headers and timestamp; its partition and offset identify it.',
  },
  key: {
    term: 'Key',
    text: 'The optional bytes that identify what a message is about; messages with the same key go to the same partition, and compaction keeps the latest of each key.',
  },
  header: {
    term: 'Header',
    text: 'A named value that a message carries beside key and value, such as a trace id; a name may occur more than once.',
  },
  timestamp: {
    term: 'Timestamp',
    text: 'The time of a message: CreateTime is set by the producer, LogAppendTime by the broker when the message is appended; searches by time use it.',
  },
  offset: {
    term: 'Offset',
    text: 'The sequence number of a message within its partition; offsets only grow, and some are missing where messages were compacted or are transaction markers.',
  },
  startOffset: {
    term: 'Start offset',
    text: 'The offset of the oldest message that is still in the partition; everything before it was deleted.',
  },
  endOffset: {
    term: 'End offset (high watermark)',
    text: 'The offset that the next replicated message gets; consumers can read everything before it.',
  },
  lso: {
    term: 'Last stable offset (LSO)',
    text: 'The offset of the first message of the oldest open transaction, or the end offset if none is open; consumers with read_committed stop there.',
  },
  retention: {
    term: 'Retention',
    text: 'The time or size after which Kafka deletes old segments of a topic; a consumer whose lag exceeds it loses messages.',
  },
  compaction: {
    term: 'Compaction',
    text: 'A cleanup policy that keeps at least the latest message of each key; older messages of the key disappear from the partition over time.',
  },
  tombstone: {
    term: 'Tombstone',
    text: 'A message with a key and a null value; in a compacted topic it deletes the key.',
  },
  segment: {
    term: 'Segment',
    text: 'A file that holds a part of the log of a partition; retention and compaction work on closed segments only, so messages can stay longer than configured.',
  },
  producer: {
    term: 'Producer',
    text: 'A client that writes messages to topics; it chooses the partition, usually by a hash of the key.',
  },
  acks: {
    term: 'Acks',
    text: 'The producer config for which replicas must have a message before the write counts: all in-sync ones (all), the leader (1) or none (0); it decides what a failure can lose.',
  },
  idempotence: {
    term: 'Idempotence',
    text: 'A mode of the producer in which brokers recognize retries; no message is written twice or out of order.',
  },
  transaction: {
    term: 'Transaction',
    text: 'A set of writes, possibly with committed offsets, that takes effect as a whole or not at all; while it is open, consumers with read_committed wait at it.',
  },
  controlRecord: {
    term: 'Control record',
    text: 'A record that Kafka itself writes to mark a transaction as committed or aborted; it takes an offset, but no consumer receives it.',
  },
  isolation: {
    term: 'Isolation level',
    text: 'The consumer config for transactions: read_committed skips messages of aborted transactions and waits at open ones, read_uncommitted returns everything.',
  },
  group: {
    term: 'Consumer group',
    text: 'A set of consumers with the same group.id that share the partitions of their topics; each group reads all messages independently of other groups.',
  },
  member: {
    term: 'Member',
    text: 'A consumer that currently belongs to a group; more members than partitions leave some of them idle.',
  },
  assignment: {
    term: 'Assignment',
    text: 'The partitions that each member of a group consumes; a partition without a member is not consumed.',
  },
  rebalance: {
    term: 'Rebalance',
    text: 'The redistribution of partitions when members join or leave a group; consumption of the affected partitions pauses meanwhile.',
  },
  committedOffset: {
    term: 'Committed offset',
    text: 'The offset from which a group continues on a partition, as stored in Kafka; kafka-consumer-groups.sh shows it as CURRENT-OFFSET.',
  },
  lag: {
    term: 'Lag',
    text: 'The number of messages between the committed offset and the end offset; it shows how much a group has not consumed yet.',
  },
  timeLag: {
    term: 'Time lag',
    text: 'The age of the oldest message that a group has not consumed yet; it shows how late its results are.',
  },
  eta: {
    term: 'ETA',
    text: 'The estimated time until the lag is 0 at the current rates; it is unknown while the lag does not shrink.',
  },
  shareGroup: {
    term: 'Share group',
    text: 'A group whose members consume the same partitions together and acknowledge each message individually (KIP-932); it works like a queue.',
  },
  kip848: {
    term: 'KIP-848',
    text: 'The consumer protocol in which the group coordinator computes the assignment; rebalances are incremental and do not stop all members.',
  },
  schema: {
    term: 'Schema',
    text: 'The description of the fields of a message in Avro, Protobuf or JSON Schema; without the right one, the bytes cannot be decoded.',
  },
  subject: {
    term: 'Subject',
    text: 'The name under which a schema registry keeps the versions of a schema, mostly the topic with -key or -value; compatibility is checked within it.',
  },
  deadLetterTopic: {
    term: 'Dead-letter topic',
    text: 'A topic that receives messages which a consumer could not process; they can be examined and resent later.',
  },
} as const satisfies Readonly<Record<string, Term>>

export const glossaryTerms: readonly Term[] = Object.values(glossary).toSorted((a, b) => a.term.localeCompare(b.term))

/** The terms in which every word of the search occurs; those whose name has it come first. */
export function findTerms(search: string): readonly Term[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const named = glossaryTerms.filter(({ term }) => has(term))
  return [...named, ...glossaryTerms.filter((item) => !named.includes(item) && has(`${item.term} ${item.text}`))]
}
