import { COUNT_ONLY } from '#lib/contract/message-limits.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { NO_BUDGET, scanBudget } from './budget.ts'
import { eventLine, ScanEvents } from './events.ts'
import { exportWriter } from './export-row.ts'
import { OutputBuffer } from './output-buffer.ts'
import { partitionFailure, prepareScan } from './prepare.ts'
import { type RowOptions, STREAM_LIMITS, WHOLE_LIMITS, writeRow } from './row.ts'
import { Scan, type ScanOptions } from './scan.ts'
import type { ExportRequest, MessageRequest, ScanRequest, StreamRequest } from './scan-messages.ts'
import { readMessage } from './single.ts'

interface SessionOptions {
  readonly send: (chunk: Uint8Array<ArrayBuffer>) => void
  readonly onReady: () => void
  /** How much of the records it may hold; a live tail as much again of the lines for a reader that is slow. */
  readonly memoryBytes: () => number
  readonly pausesMs?: readonly number[] | undefined
}

/** One reader's request: from the first question to the last byte, over connections of its own. */
export class ScanSession {
  readonly #options: SessionOptions
  readonly #connections: ConnectionSet
  readonly #request: ScanRequest
  readonly #output: OutputBuffer
  #scan: Scan | null = null
  #isStopped = false

  constructor(request: ScanRequest, options: SessionOptions) {
    const isLive = request.kind === 'stream' && request.query.from === 'live'
    this.#request = request
    this.#options = options
    this.#connections = new ConnectionSet(request.access, { clusterId: request.clusterId })
    this.#output = new OutputBuffer({
      send: options.send,
      dropAboveBytes: isLive ? options.memoryBytes : null,
      onStalled: () => this.stop(),
    })
  }

  credit(bytes: number): void {
    this.#output.credit(bytes)
  }

  /** The reader has left. */
  stop(): void {
    this.#isStopped = true
    this.#scan?.stop()
    this.#output.close()
    this.#connections.close()
  }

  /** Whether all was sent. Throws what is wrong with the request, before anything was. */
  async run(): Promise<boolean> {
    try {
      const isWhole = await this.#answer(this.#request)
      await this.#output.drain()
      return isWhole && !this.#isStopped
    } finally {
      this.#connections.close()
    }
  }

  #answer(request: ScanRequest): Promise<boolean> {
    switch (request.kind) {
      case 'stream':
        return this.#stream(request)
      case 'export':
        return this.#export(request)
      case 'message':
        return this.#message(request)
      default:
        return request satisfies never
    }
  }

  async #stream({ topic, query, page }: StreamRequest): Promise<boolean> {
    const output = this.#output
    const prepared = await prepareScan(this.#connections, topic, query, page.cursor)
    this.#options.onReady()
    const isLive = query.from === 'live'
    const isCounting = page.limit === COUNT_ONLY
    const isBounded = !isLive || page.budgetRecords !== undefined || page.budgetMs !== undefined
    const rows: RowOptions = { topic, keyFormat: query.keyFormat, valueFormat: query.valueFormat, ...STREAM_LIMITS }
    const scan = this.#begin({
      ...this.#conditions(query),
      showsUnreadable: false,
      prepared,
      isCounting,
      limit: isLive || isCounting ? Number.POSITIVE_INFINITY : page.limit,
      budget: isBounded ? scanBudget({ records: page.budgetRecords, timeMs: page.budgetMs }) : NO_BUDGET,
      isLive,
      sink: {
        row: (match) => output.write(`${writeRow(match, rows, 'record')}\n`),
        notice: (notice) => output.write(eventLine({ type: 'problem', ...notice })),
        // A live tail drops what its reader has no room for.
        room: () => (isLive ? Promise.resolve() : output.room()),
        flush: () => output.flush(),
      },
    })
    const events = new ScanEvents({ scan, prepared, output, isLive })
    events.start()
    try {
      const outcome = await scan.run()
      if (outcome) events.finish(outcome)
      return outcome !== null
    } finally {
      events.stop()
    }
  }

  async #export({ topic, query, format, columns }: ExportRequest): Promise<boolean> {
    const output = this.#output
    const limits = { topic, keyFormat: query.keyFormat, valueFormat: query.valueFormat, ...WHOLE_LIMITS }
    const writer = exportWriter(format, columns, limits)
    const prepared = await prepareScan(this.#connections, topic, query, undefined)
    const [failure] = prepared.failures
    if (failure) throw partitionFailure(...failure)
    this.#options.onReady()
    output.write(writer.head)
    const scan = this.#begin({
      ...this.#conditions(query),
      // A file has no place beside its lines.
      showsUnreadable: true,
      prepared,
      limit: Number.POSITIVE_INFINITY,
      budget: NO_BUDGET,
      isLive: query.from === 'live',
      sink: {
        row: (match) => output.write(writer.write(match)),
        notice: () => {},
        room: () => output.room(),
        flush: () => output.flush(),
      },
    })
    return (await scan.run())?.reason === 'end'
  }

  async #message(request: MessageRequest): Promise<boolean> {
    const { memoryBytes } = this.#options
    const answer = await readMessage(this.#connections, request, { memoryBytes, onScan: (scan) => this.#follow(scan) })
    this.#options.onReady()
    await this.#output.writeBytes(answer)
    return true
  }

  #conditions(query: StreamRequest['query']) {
    return { isCommittedOnly: query.isolation === 'committed', showsControl: query.control }
  }

  #begin(options: Omit<ScanOptions, 'connections' | 'memoryBytes' | 'pausesMs'>): Scan {
    const { memoryBytes, pausesMs } = this.#options
    const scan = new Scan({ ...options, connections: this.#connections, memoryBytes, pausesMs })
    this.#follow(scan)
    return scan
  }

  /** It ends when the reader leaves, or at once where that was before. */
  #follow(scan: Scan): void {
    this.#scan = scan
    if (this.#isStopped) scan.stop()
  }
}
