import { isCutAtPage, isReading, mergeTopics, type TopicRow, type TopicScan } from './merge-topics.ts'
import { isRefusal, MessageReader } from './message-reader.ts'
import { emptyScan } from './message-scan.ts'

/** Browsers allow six connections to one server, and the dashboard needs others meanwhile. */
const AT_ONCE = 3

export interface TopicsState {
  readonly topics: readonly TopicScan[]
  readonly rows: readonly TopicRow[]
  readonly isReading: boolean
  /** Whether more is there behind the rows, or may be. */
  readonly hasMore: boolean
}

export const noTopics: TopicsState = { topics: [], rows: [], isReading: false, hasMore: false }

interface Wanted {
  /** The path of each topic's stream. */
  readonly paths: ReadonlyMap<string, string>
  readonly isBackwards: boolean
  readonly rows: number
}

interface Reading {
  readonly reader: MessageReader
  readonly path: string
  hasBegun: boolean
}

/** Reads several topics, a few at a time, each as far as the rows that are wanted of all need it. */
export class TopicsReader {
  readonly #listeners = new Set<() => void>()
  readonly #maxRows: number
  #readings = new Map<string, Reading>()
  #isBackwards = true
  #wanted = 0
  #isStopped = false
  #isScheduled = false
  #state = noTopics
  /** The rows of the last query of these topics that was accepted: they stay where a later one is refused. */
  #accepted: readonly TopicRow[] = []

  /** `maxRows`: of each topic. */
  constructor(maxRows: number) {
    this.#maxRows = maxRows
  }

  readonly state = (): TopicsState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  run({ paths, isBackwards, rows }: Wanted): void {
    const isOfOthers = [...paths.keys()].join() !== [...this.#readings.keys()].join()
    this.leave()
    if (isOfOthers) this.#accepted = []
    this.#isBackwards = isBackwards
    this.#wanted = rows
    this.#isStopped = false
    this.#readings = new Map([...paths].map(([topic, path]) => [topic, this.#readingOf(path)]))
    this.#advance()
  }

  /** Reads on until `rows` more are there. */
  more(rows: number): void {
    this.#wanted = this.#state.rows.length + rows
    this.#isStopped = false
    this.#advance()
  }

  /** Reads on in the topics that met a limit, were stopped or failed. */
  goOn(): void {
    this.#isStopped = false
    for (const reading of this.#readings.values()) {
      const scan = reading.reader.state()
      if (!reading.hasBegun || isReading(scan) || isCutAtPage(scan) || (scan.phase === 'done' && !scan.cursor)) continue
      if (scan.cursor === null) reading.hasBegun = false
      else reading.reader.goOn()
    }
    this.#advance()
  }

  stop(): void {
    this.#isStopped = true
    for (const { reader, hasBegun } of this.#readings.values()) {
      if (hasBegun && isReading(reader.state())) reader.stop()
    }
    this.#advance()
  }

  leave(): void {
    for (const { reader } of this.#readings.values()) reader.leave()
  }

  #readingOf(path: string): Reading {
    const reader = new MessageReader()
    reader.keep(this.#maxRows)
    reader.subscribe(() => this.#schedule())
    return { reader, path, hasBegun: false }
  }

  /** Once for all that happens at the same moment. */
  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    queueMicrotask(() => {
      this.#isScheduled = false
      this.#advance()
    })
  }

  #advance(): void {
    const topics = [...this.#readings].map(([topic, reading]) => this.#describe(topic, reading))
    // What one topic refuses, all do.
    const isRefused = topics.some(({ scan }) => isRefusal(scan.error))
    const { rows, waitsFor } = mergeTopics(topics, this.#isBackwards, this.#wanted)
    const due = this.#isStopped || isRefused ? [] : this.#due(rows.length < this.#wanted ? waitsFor : [])
    const running = [...this.#readings.values()].filter(isRunning).length
    const found = topics.reduce((sum, { scan }) => sum + scan.rows.length, 0)
    if (topics.some(({ scan }) => scan.phase === 'reading' || scan.phase === 'done')) this.#accepted = rows
    this.#state = {
      topics,
      rows: isRefused ? this.#accepted : rows,
      isReading: running + due.length > 0,
      hasMore: !isRefused && (found > rows.length || topics.some(({ scan }) => isCutAtPage(scan))),
    }
    for (const reading of due.slice(0, AT_ONCE - running)) {
      const { reader, path, hasBegun } = reading
      reading.hasBegun = true
      if (hasBegun) reader.goOn()
      else reader.run(path)
    }
    for (const listener of this.#listeners) listener()
  }

  #describe(topic: string, { reader, hasBegun }: Reading): TopicScan {
    if (hasBegun) return { topic, hasBegun, scan: reader.state() }
    // What was not begun when all was stopped keeps nothing back.
    return {
      topic,
      hasBegun: this.#isStopped,
      scan: { ...emptyScan, phase: this.#isStopped ? 'stopped' : 'connecting' },
    }
  }

  /** What is to be read next: topics that have not begun, and those whose next page is needed. */
  #due(needed: readonly string[]): Reading[] {
    return [...this.#readings].flatMap(([topic, reading]) => {
      const isNext = !reading.hasBegun || (isCutAtPage(reading.reader.state()) && needed.includes(topic))
      return isNext ? [reading] : []
    })
  }
}

function isRunning({ reader, hasBegun }: Reading): boolean {
  return hasBegun && isReading(reader.state())
}
