import type { ErrorCode } from '#lib/contract/errors.ts'
import type { MessageFormat } from '#lib/contract/message-formats.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import type { ExportFormat } from './export-row.ts'
import type { PageOptions, ScanQuery } from './query.ts'

// What crosses between the main thread and those that scan: plain data.

interface Place {
  readonly access: ClusterAccess
  /** Which cluster it has to be, where that is known. */
  readonly clusterId?: string | null
  readonly topic: string
}

/** A page of records, or a live tail, as a stream of events. */
export interface StreamRequest extends Place {
  readonly kind: 'stream'
  readonly query: ScanQuery
  readonly page: PageOptions
}

/** All records of a query as a file. */
export interface ExportRequest extends Place {
  readonly kind: 'export'
  readonly query: ScanQuery
  readonly format: ExportFormat
  readonly columns: string | undefined
}

/** One record, whole, or the bytes of one of its parts. */
export interface MessageRequest extends Place {
  readonly kind: 'message'
  readonly partition: number
  readonly offset: number
  readonly keyFormat: MessageFormat
  readonly valueFormat: MessageFormat
  readonly rawPart: 'key' | 'value' | null
}

export type ScanRequest = StreamRequest | ExportRequest | MessageRequest

export type ToScanWorker =
  | { readonly type: 'start'; readonly id: number; readonly request: ScanRequest }
  | { readonly type: 'credit'; readonly id: number; readonly bytes: number }
  /** How much all scans of this thread may hold from now on. */
  | { readonly type: 'memory'; readonly bytes: number }
  | { readonly type: 'stop'; readonly id: number }

export type FromScanWorker =
  /** Nothing is wrong with the query; chunks follow. */
  | { readonly type: 'ready'; readonly id: number }
  | { readonly type: 'chunk'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** `isWhole: false`: it had to stop before the end, and what it sent must not be taken for all. */
  | { readonly type: 'end'; readonly id: number; readonly isWhole: boolean }
  | { readonly type: 'refusal'; readonly id: number; readonly error: PlainRefusal }
  | { readonly type: 'bug'; readonly error: Error }

/** An AppError, as it crosses. */
export interface PlainRefusal {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
  readonly field?: string
}
