const MOST_RESTARTS = 5
const WINDOW_MS = 10 * 60_000
const FIRST_DELAY_MS = 500

/**
 * How long to wait before the dashboard is started once more; null: it has ended too often to be worth it.
 * @param {readonly number[]} restartsMs when it was started again so far
 * @param {number} nowMs
 * @returns {number | null}
 */
export function restartDelayMs(restartsMs, nowMs) {
  const recent = restartsMs.filter((at) => nowMs - at < WINDOW_MS).length
  return recent < MOST_RESTARTS ? FIRST_DELAY_MS * 2 ** recent : null
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * Starts the dashboard again whenever it ends, until the launcher stops or that happens too often. What runs beside it,
 * the embedded Kafka, goes on.
 * @template {{ ended: Promise<unknown> }} Process
 * @param {Process} first
 * @param {{ start: () => Process, isStopping: () => boolean, onEnd: (delayMs: number) => void, now?: () => number, wait?: (ms: number) => Promise<unknown> }} how
 * @returns {Promise<'stopped' | 'abandoned'>}
 */
export async function supervise(first, { start, isStopping, onEnd, now = Date.now, wait = sleep }) {
  /** @type {number[]} */
  const restartsMs = []
  for (let running = first; ; running = start()) {
    await running.ended
    if (isStopping()) return 'stopped'
    const delayMs = restartDelayMs(restartsMs, now())
    if (delayMs === null) return 'abandoned'
    onEnd(delayMs)
    await wait(delayMs)
    if (isStopping()) return 'stopped'
    restartsMs.push(now())
  }
}
