'use client'

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import { ApiError, toApiError } from './api-error.ts'
import { type MessageRow, parseScanEvent, toRow } from './message-row.ts'
import { emptyScan, MessageScan, type ScanState } from './message-scan.ts'
import { readLines } from './read-lines.ts'
import { useOnce } from './use-once.ts'

export interface MessagesControl {
  /** Reads again from the beginning. */
  readonly run: () => void
  readonly stop: () => void
  /** Continues where it stopped; a live scan continues from the end. */
  readonly goOn: () => void
}

/** Streams the records that match `query`; null disables it, and a new query starts a new scan. */
export function useMessages(
  cluster: string,
  topic: string,
  query: Readonly<Record<string, string>> | null,
  maxRows: number,
): ScanState & MessagesControl {
  const path = query && withQuery(apiPaths.messages(cluster, topic), query)
  const [reader] = useState(() => new MessageReader())
  const state = useSyncExternalStore(reader.subscribe, reader.state, () => emptyScan)
  const run = useCallback(() => {
    if (path !== null) reader.run(path)
  }, [reader, path])

  // First, because the next rows are counted against it; the running scan continues.
  useEffect(() => reader.keep(maxRows), [reader, maxRows])
  useEffect(() => {
    if (path === null) reader.clear()
    else run()
    return () => reader.leave()
  }, [reader, run, path])

  const stop = useCallback(() => reader.stop(), [reader])
  const isLive = query?.from === 'live'
  const goOn = useCallback(() => (isLive ? reader.followOn() : reader.goOn()), [reader, isLive])
  return { ...state, run, stop, goOn }
}

/** One stream at a time. However many records arrive, the screen is updated once per frame. */
class MessageReader {
  readonly #listeners = new Set<() => void>()
  #maxRows = 0
  #scan = new MessageScan(0)
  #path = ''
  #leaving = new AbortController()
  #shown: ScanState = emptyScan
  #frame = 0

  readonly state = (): ScanState => this.#shown

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  keep(maxRows: number): void {
    this.#maxRows = maxRows
    this.#scan.keep(maxRows)
  }

  run(path: string): void {
    this.#scan = new MessageScan(this.#maxRows)
    this.#path = path
    void this.#read(path)
    this.#publish()
  }

  /** There is no query: the rows of an earlier one are no result of it. */
  clear(): void {
    this.#scan = new MessageScan(0)
    this.stop()
  }

  goOn(): void {
    const { cursor } = this.#scan.state()
    if (cursor === null) return
    this.#scan.goOn()
    void this.#read(`${this.#path}${this.#path.includes('?') ? '&' : '?'}${new URLSearchParams({ cursor })}`)
    this.#publish()
  }

  followOn(): void {
    this.#scan.followOn()
    void this.#read(this.#path)
    this.#publish()
  }

  stop(): void {
    this.leave()
    this.#scan.change({ phase: 'stopped' })
    this.#publish()
  }

  leave(): void {
    this.#leaving.abort()
    cancelAnimationFrame(this.#frame)
  }

  async #read(path: string): Promise<void> {
    this.leave()
    this.#leaving = new AbortController()
    const { signal } = this.#leaving
    const scan = this.#scan
    try {
      const stream = await open(path, signal)
      for await (const lines of readLines(stream)) {
        if (signal.aborted) return
        for (const line of lines) if (line !== '') scan.receive(parseScanEvent(line), line)
        this.#announce()
      }
      if (scan.state().phase !== 'done') throw brokenOff()
    } catch (error) {
      if (signal.aborted) return
      // An aborted stream fails with the browser's own message, which says little.
      scan.change({ phase: 'failed', error: error instanceof ApiError ? error : brokenOff() })
    }
    this.#announce()
  }

  #announce(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#publish())
  }

  #publish(): void {
    this.#shown = this.#scan.state()
    for (const listener of this.#listeners) listener()
  }
}

async function open(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(path, { signal }).catch(() => {
    throw new ApiError('no-server', 0, 'The dashboard does not answer. It may have been stopped.')
  })
  if (!response.ok) throw await toApiError(response)
  if (!response.body) throw brokenOff()
  return response.body
}

function brokenOff(): ApiError {
  return new ApiError('no-server', 0, 'The connection broke off before the end. What came until then stays.')
}

interface MessageFormats {
  readonly keyFormat: string | null
  readonly valueFormat: string | null
}

/** One record in full. `null` disables the request. */
export function useMessage(
  cluster: string,
  topic: string,
  record: { readonly partition: number; readonly offset: number } | null,
  formats: MessageFormats,
) {
  const path = record && apiPaths.message(cluster, topic, record.partition, record.offset)
  return useOnce<MessageRow>(path && withQuery(path, { ...formats }), fetchRow)
}

async function fetchRow(path: string): Promise<MessageRow> {
  const response = await fetch(path).catch(() => {
    throw new ApiError('no-server', 0, 'The dashboard does not answer. It may have been stopped.')
  })
  if (!response.ok) throw await toApiError(response)
  const text = await response.text()
  return toRow(JSON.parse(text), text)
}
