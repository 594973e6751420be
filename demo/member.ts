import { spawn } from 'node:child_process'
import type { KafkaCluster } from './cluster.ts'
import type { KafkaTool } from './tools.ts'
import { Undertaker } from './undertaker.ts'

const STOP_DEADLINE_MS = 5_000

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

function start(command: string, args: readonly string[]): Member {
  const child = spawn(command, args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
  const undertaker = new Undertaker()
  undertaker.watch(child.pid === undefined ? [] : [child.pid])
  return {
    async stop() {
      const last = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS)
      child.kill('SIGTERM')
      await ended
      clearTimeout(last)
      undertaker.dismiss()
    },
  }
}
