import { setTimeout as sleep } from 'node:timers/promises'

const DEADLINE_MS = 5_000
const POLL_MS = 100

/** Brokers take over what the controller has changed one after the other. Asks until it is seen, or long enough. */
export async function waitUntilVisible(isVisible: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + DEADLINE_MS
  while (!(await isVisible()) && Date.now() < deadlineMs) await sleep(POLL_MS)
}
