import type { CommandClient } from '#lib/commands/client.ts'
import { accessFacts } from '#lib/contract/testing/samples.ts'

/** A cluster without TLS or login, with defaults for everything a test does not set. */
export function plainClient(bootstrap: readonly string[], change: Partial<CommandClient> = {}): CommandClient {
  return { ...accessFacts({ bootstrap: [...bootstrap] }), ...change }
}
