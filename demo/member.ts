import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { KafkaCluster } from './cluster.ts'
import { TEST_DATA } from './test-data.ts'
import type { KafkaTool } from './tools.ts'
import { Undertaker } from './undertaker.ts'

const STOP_DEADLINE_MS = 5_000
const RESTART_DELAY_MS = 1_000

/** A program that reads until it is stopped. */
export interface Member {
  /** Leaves the group in order; resolves when it has. */
  stop(): Promise<void>
}

/** One of Kafka's console consumers. They speak the protocols that kafkajs does not. */
export function startConsoleMember(
  cluster: KafkaCluster,
  tool: Extract<KafkaTool, 'kafka-console-consumer.sh' | 'kafka-console-share-consumer.sh'>,
  args: readonly string[],
): Member {
  const [java, ...own] = cluster.toolCommand(tool)
  return start(java, [...own, '--bootstrap-server', cluster.bootstrap, ...args])
}

/** A consumer of librdkafka, which all clients but those in Java and JavaScript are made of. */
export function startKcat(cluster: KafkaCluster, args: readonly string[]): Member {
  return start('kcat', ['-b', cluster.bootstrap, '-q', ...args])
}

const PYTHON = join(TEST_DATA, 'python', 'bin', 'python')
const CONSUMER_PROGRAM = `
import signal, sys
from confluent_kafka import Consumer
bootstrap, group, protocol, *topics = sys.argv[1:]
consumer = Consumer({
    'bootstrap.servers': bootstrap, 'group.id': group, 'group.protocol': protocol, 'client.id': protocol,
    'auto.offset.reset': 'earliest', 'auto.commit.interval.ms': 500,
})
stopping = []
signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
consumer.subscribe(topics)
while not stopping:
    consumer.poll(0.2)
consumer.close()
`

/** A newer librdkafka than kcat's: the only client but Java's that joins groups of KIP-848. */
export function startPythonConsumer(
  { bootstrap }: KafkaCluster,
  { group, protocol, topics }: { group: string; protocol: 'classic' | 'consumer'; topics: readonly string[] },
): Member {
  return start(PYTHON, ['-c', CONSUMER_PROGRAM, bootstrap, group, protocol, ...topics])
}

/** Starts the program again when it ends by itself: kcat gives up at the first error, such as a coordinator that moves. */
function start(command: string, args: readonly string[]): Member {
  const undertaker = new Undertaker()
  const stopping = new AbortController()
  const stopped = keepRunning()

  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      await runOnce()
      await setTimeout(RESTART_DELAY_MS, null, stopping).catch(() => {})
    }
    undertaker.dismiss()
  }

  async function runOnce(): Promise<void> {
    // Its errors appear in the log of the tests.
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    undertaker.watch(child.pid === undefined ? [] : [child.pid])
    const stop = () => {
      child.kill('SIGTERM')
      AbortSignal.timeout(STOP_DEADLINE_MS).addEventListener('abort', () => child.kill('SIGKILL'))
    }
    stopping.signal.addEventListener('abort', stop)
    await new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
    stopping.signal.removeEventListener('abort', stop)
  }

  return {
    async stop() {
      stopping.abort()
      await stopped
    },
  }
}
