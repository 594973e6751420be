import type { KeptEvent } from '#lib/monitor/snapshot/kept-event.ts'

const KEPT_EVENTS = 200
/** A failure spreads over several rounds; what each of them adds is no event of its own. */
const SAME_WITHIN_MS = 30_000
const SPREADING: ReadonlySet<string> = new Set(['partitions-offline', 'replicas-missing'])

/** The events of late, oldest first. */
export class EventLog {
  #events: readonly KeptEvent[] = []

  get all(): readonly KeptEvent[] {
    return this.#events
  }

  add(events: readonly KeptEvent[]): void {
    for (const event of events) this.#events = withEvent(this.#events, event)
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#events = this.#events.map((event) => ({ ...event, atMs: event.atMs + byMs }))
  }
}

/** What gets worse within a short time is one event, from when it began and as bad as it is now. */
function withEvent(events: readonly KeptEvent[], event: KeptEvent): readonly KeptEvent[] {
  const last = events.findLastIndex(({ kind }) => courseOf(kind) === courseOf(event.kind))
  const before = events[last]
  if (SPREADING.has(event.kind) && before?.kind === event.kind && event.atMs - before.atMs < SAME_WITHIN_MS) {
    return events.with(last, { ...event, atMs: before.atMs })
  }
  return [...events, event].slice(-KEPT_EVENTS)
}

/** Events of one course end each other, as partitions that go offline and come back. */
function courseOf(kind: string): string {
  return kind.replace(/-\w+$/, '')
}
