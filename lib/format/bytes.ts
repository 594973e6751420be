import { parseQuantity } from './quantity.ts'

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const
const STEP = 1_000

/** 15.1 MB: three figures, in powers of a thousand. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
    value /= STEP
    unit++
  }
  const figures = unit === 0 || Math.abs(value) >= 99.95 ? Math.round(value).toString() : value.toFixed(1)
  return `${figures} ${UNITS[unit]}`
}

const factors: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/** Parses "1 GB", "512 MiB" or a plain number of bytes; null: invalid. */
export function parseBytes(text: string): number | null {
  return parseQuantity(text, factors)
}
