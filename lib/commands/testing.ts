import { accessFacts } from '#lib/contract/testing.ts'
import type { CommandClient } from './client.ts'

/** A cluster without TLS or login, with defaults for everything a test does not set. */
export function plainClient(bootstrap: readonly string[], change: Partial<CommandClient> = {}): CommandClient {
  return { ...accessFacts({ bootstrap: [...bootstrap] }), ...change }
}
