'use client'

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import { ApiError, toApiError } from './api-error.ts'
import { MessageReader } from './message-reader.ts'
import { type MessageRow, toRow } from './message-row.ts'
import { emptyScan, type ScanState } from './message-scan.ts'
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
  const place = apiPaths.messages(cluster, topic)
  const path = query && withQuery(place, query)
  const [reader] = useState(() => new MessageReader())
  const state = useSyncExternalStore(reader.subscribe, reader.state, () => emptyScan)
  const run = useCallback(() => {
    if (path !== null) reader.run(path)
  }, [reader, path])

  // First, because the next rows are counted against it; the running scan continues.
  useEffect(() => reader.keep(maxRows), [reader, maxRows])
  useEffect(() => {
    if (path === null) reader.clear(place)
    else run()
    return () => reader.leave()
  }, [reader, run, path, place])

  const stop = useCallback(() => reader.stop(), [reader])
  const isLive = query?.from === 'live'
  const goOn = useCallback(() => (isLive ? reader.followOn() : reader.goOn()), [reader, isLive])
  return { ...state, run, stop, goOn }
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

/** One record in full. */
export async function fetchRow(path: string): Promise<MessageRow> {
  const response = await fetch(path).catch(() => {
    throw new ApiError('no-server', 0, 'The dashboard does not answer. It may have been stopped.')
  })
  if (!response.ok) throw await toApiError(response)
  const text = await response.text()
  return toRow(JSON.parse(text), text)
}
