import { accessFacts } from '#lib/contract/testing.ts'
import type { CommandClient } from './client.ts'

/** A cluster that is reached in plain, with what a test says otherwise. */
export function plainClient(bootstrap: readonly string[], change: Partial<CommandClient> = {}): CommandClient {
  return { ...accessFacts({ bootstrap: [...bootstrap] }), ...change }
}
