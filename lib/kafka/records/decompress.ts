import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { damaged, tooLarge, UnreadableBatch } from './batch-fault.ts'
import type { Compression } from './batch-header.ts'
import { decompressLz4 } from './codecs/lz4.ts'
import { decompressSnappy } from './codecs/snappy.ts'

/** A batch of more is nothing that a producer sends: a broker takes a megabyte unless configured otherwise. */
export const MAX_BATCH_BYTES = 16 * 1024 * 1024
const SMALLEST_CHUNK_BYTES = 64 * 1024
const LARGEST_CHUNK_BYTES = 1024 * 1024
const LIKELY_RATIO = 5

/**
 * Throws UnreadableBatch, and never makes more than `limitBytes` however small the bytes are. What is not compressed is
 * returned as it is, and is in memory anyway. It is synchronous: scans have threads of their own.
 */
export function decompress(compression: Compression, bytes: Buffer, limitBytes: number = MAX_BATCH_BYTES): Buffer {
  switch (compression) {
    case 'none':
      return bytes
    case 'gzip':
      return withZlib(gunzipSync, bytes, limitBytes)
    case 'snappy':
      return decompressSnappy(bytes, limitBytes)
    case 'lz4':
      return decompressLz4(bytes, limitBytes)
    case 'zstd':
      return withZlib(zstdDecompressSync, bytes, limitBytes)
    case 'unknown':
      throw new UnreadableBatch('codec', 'The batch is compressed in a way that is not known here.')
    default:
      return compression satisfies never
  }
}

type ZlibDecompress = (bytes: Buffer, options: { maxOutputLength: number; chunkSize: number }) => Buffer

function withZlib(decompressSync: ZlibDecompress, bytes: Buffer, limitBytes: number): Buffer {
  // Small chunks cost a copy each, and large ones are taken whole however little comes out.
  const likelyBytes = Math.min(bytes.length * LIKELY_RATIO, LARGEST_CHUNK_BYTES, limitBytes)
  try {
    return decompressSync(bytes, {
      maxOutputLength: Math.max(limitBytes, 1),
      chunkSize: Math.max(likelyBytes, SMALLEST_CHUNK_BYTES),
    })
  } catch (error) {
    throw hasCode(error, 'ERR_BUFFER_TOO_LARGE') ? tooLarge(limitBytes) : damaged(reasonOf(error), error)
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
