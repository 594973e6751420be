import kafkajs from 'kafkajs'
import { beforeAll, describe, expect, test } from 'vitest'
import { clientModeNames, clientModes, type WrittenFiles, writeClientFiles } from '#demo/client-files.ts'
import { runCommand } from '#demo/run-command.ts'
import { overlooksOldScram, SECURE_KAFKA_VERSION, type SecureCluster, secureCluster } from '#demo/secure-cluster.ts'
import { configured, lookAt, makeSeenTopic, SEEN_TOPIC } from '#e2e/ways-in.ts'
import type { Command } from '#lib/commands/command.ts'
import { pythonMessages } from '#lib/commands/message-python.ts'
import type { MessageQuery } from '#lib/commands/message-query.ts'
import { consoleConsumerMessages, kcatMessages } from '#lib/commands/message-shell.ts'
import { listPartitionsCommand, listTopicsCommand } from '#lib/commands/topics.ts'
import { describeAccess } from '#lib/kafka/connection/access.ts'

// The files of Kafka's scripts and of kcat for every security mode, given to the dashboard unchanged.

const VALUE = 'the door is open'
const query: MessageQuery = {
  topic: SEEN_TOPIC,
  from: 'oldest',
  partitions: [0],
  limit: 1,
  keyFormat: 'string',
  valueFormat: 'string',
}

let secure: SecureCluster

beforeAll(async () => {
  secure = await secureCluster()
  await makeSeenTopic(secure)
  const { bootstrap } = secure.cluster
  const kafka = new kafkajs.Kafka({ brokers: bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({ topic: SEEN_TOPIC, messages: [{ partition: 0, value: VALUE }] })
  await producer.disconnect()
})

describe.each(clientModeNames)('%s', (name) => {
  let files: WrittenFiles
  beforeAll(() => {
    files = writeClientFiles(name, { ...secure, bootstrap: secure.bootstrap(clientModes[name].listener) })
  })

  test.each(['java', 'librdkafka'] as const)('the file with %s names leads to every broker', async (kind) => {
    const cluster = configured({ HIGHWATER_PROPERTIES: files[kind] })
    expect(cluster.problem).toBeNull()
    expect(cluster.files[kind]).toBe(files[kind])
    const seen = await lookAt(cluster.access)
    expect(seen.topics).toContain(SEEN_TOPIC)
    expect(seen.brokers).toEqual([1, 2, 3])
  })

  describe('the commands that the pages print run as they stand', () => {
    const client = () => {
      const { access } = configured({ HIGHWATER_PROPERTIES: files.java })
      return { ...describeAccess(access, files), kafkaVersion: SECURE_KAFKA_VERSION }
    }
    const run = (command: Command) => runCommand(secure.cluster, command)

    test("Kafka's scripts", async () => {
      expect((await run(listTopicsCommand(client(), false))).split('\n')).toContain(SEEN_TOPIC)
      expect(await run(consoleConsumerMessages(client(), query))).toContain(VALUE)
    })

    test.skipIf(!overlooksOldScram && name.includes('scram'))('kcat', async () => {
      expect(await run(listPartitionsCommand(client(), SEEN_TOPIC))).toContain(`topic "${SEEN_TOPIC}"`)
      expect(await run(kcatMessages(client(), query))).toContain(VALUE)
    })

    test('a program in Python', async () => {
      expect(await run(pythonMessages(client(), query))).toContain(VALUE)
    })
  })
})
