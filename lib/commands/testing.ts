import type { CommandClient } from './client.ts'

/** A cluster that is reached in plain, with what a test says otherwise. */
export function plainClient(bootstrap: readonly string[], change: Partial<CommandClient> = {}): CommandClient {
  return {
    bootstrap: [...bootstrap],
    protocol: 'PLAINTEXT',
    mechanism: null,
    username: null,
    hasClientCertificate: false,
    checksName: false,
    checksChain: false,
    ssh: null,
    hostMap: [],
    files: { java: null, librdkafka: null },
    ...change,
  }
}
