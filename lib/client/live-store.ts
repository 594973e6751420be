import type { StatusEvent } from '#lib/contract/events.ts'
import { type SnapshotPart, snapshotParts } from '#lib/contract/snapshot-parts.ts'
import type { StreamMessage } from './event-stream.ts'

export interface Live {
  /** Whether the dashboard's server is connected. */
  readonly connection: 'connecting' | 'open' | 'lost'
  readonly lostAtMs: number | null
  readonly status: StatusEvent | null
  /** The snapshot on the screen, and when it was taken by this computer's clock. */
  readonly shown: { readonly number: number; readonly takenAtMs: number } | null
  readonly pausedAtMs: number | null
  /** How far the server's clock is ahead of this one. */
  readonly clockAheadMs: number
}

interface LiveOptions {
  /** Reads again the data on the screen that belongs to these parts. */
  readonly refresh: (changed: readonly SnapshotPart[]) => void
  /** Since when all that is on the screen was read, by this computer's clock. */
  readonly readSinceMs: number
  readonly now?: () => number
}

export const initialLive: Live = {
  connection: 'connecting',
  lostAtMs: null,
  status: null,
  shown: null,
  pausedAtMs: null,
  clockAheadMs: 0,
}

/**
 * Decides when changes reach the screen: at once, at the interval that the user chose, or, while paused, not at all.
 */
export class LiveStore {
  readonly #refresh: (changed: readonly SnapshotPart[]) => void
  readonly #readSinceMs: number
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()
  readonly #waiting = new Set<SnapshotPart>()
  #latest: Live['shown'] = null
  #state = initialLive
  #paceMs = 0
  #appliedAtMs = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ refresh, readSinceMs, now = Date.now }: LiveOptions) {
    this.#refresh = refresh
    this.#readSinceMs = readSinceMs
    this.#now = now
  }

  readonly state = (): Live => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  receive(message: StreamMessage): void {
    switch (message.type) {
      case 'open':
        this.#change({ connection: 'open', lostAtMs: null })
        break
      case 'lost':
        if (this.#state.connection !== 'lost') this.#change({ connection: 'lost', lostAtMs: message.atMs })
        break
      case 'status': {
        const isRead = this.#state.status === null && this.#isReadSince(message)
        this.#change({ status: message.event })
        // Before the first snapshot, the lists depend on the status alone.
        if (!isRead) this.#queue(this.#latest ? ['cluster'] : snapshotParts)
        break
      }
      case 'snapshot': {
        const { event, receivedAtMs } = message
        const sentAtMs = Date.parse(event.sentAt)
        const isRead = this.#latest === null && this.#isReadSince(message)
        this.#latest = { number: event.snapshot, takenAtMs: receivedAtMs - (sentAtMs - Date.parse(event.asOf)) }
        this.#change({ connection: 'open', lostAtMs: null, clockAheadMs: sentAtMs - receivedAtMs })
        this.#queue(isRead ? [] : event.changed)
        break
      }
      default:
        message satisfies never
    }
  }

  setPace(seconds: number): void {
    this.#paceMs = seconds * 1_000
    this.#schedule()
  }

  pause(): void {
    this.#change({ pausedAtMs: this.#now() })
    clearTimeout(this.#timer)
  }

  resume(): void {
    this.#change({ pausedAtMs: null })
    this.#apply()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  /** Whether what is on the screen was read after that was published; only so for what a page begins with. */
  #isReadSince({ event: { sentAt, publishedAt }, receivedAtMs }: Extract<StreamMessage, { receivedAtMs: number }>) {
    return receivedAtMs - (Date.parse(sentAt) - Date.parse(publishedAt)) < this.#readSinceMs
  }

  #queue(changed: readonly SnapshotPart[]): void {
    for (const part of changed) this.#waiting.add(part)
    this.#schedule()
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    const hasNews = this.#waiting.size > 0 || this.#latest !== this.#state.shown
    if (!hasNews || this.#state.pausedAtMs !== null) return
    const waitMs = this.#appliedAtMs + this.#paceMs - this.#now()
    if (waitMs <= 0) this.#apply()
    else this.#timer = setTimeout(() => this.#apply(), waitMs)
  }

  #apply(): void {
    this.#appliedAtMs = this.#now()
    const changed = [...this.#waiting]
    this.#waiting.clear()
    if (this.#latest !== this.#state.shown) this.#change({ shown: this.#latest })
    if (changed.length > 0) this.#refresh(changed)
  }

  #change(change: Partial<Live>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
