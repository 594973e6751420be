import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { Compression } from '#lib/contract/message-formats.ts'
import { compressLz4 } from './codecs/lz4.ts'
import { compressSnappy } from './codecs/snappy.ts'

/** The records of a batch as brokers and every client read them. */
export function compress(compression: Compression, records: Buffer): Buffer {
  switch (compression) {
    case 'none':
      return records
    case 'gzip':
      return gzipSync(records)
    case 'snappy':
      return compressSnappy(records)
    case 'lz4':
      return compressLz4(records)
    case 'zstd':
      return zstdCompressSync(records)
    default:
      return compression satisfies never
  }
}
