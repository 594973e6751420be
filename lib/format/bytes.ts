import { parseQuantity } from './quantity.ts'

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const
const STEP = 1_024

/** 15.1 MiB: about three figures, in the binary units of Kafka's own settings and files. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  // 1,023.6 KiB would round to 1,024 KiB.
  while (Math.abs(value) >= (unit === 0 ? STEP : STEP - 0.5) && unit < UNITS.length - 1) {
    value /= STEP
    unit++
  }
  const figures = unit === 0 || Math.abs(value) >= 99.95 ? Math.round(value).toString() : value.toFixed(1)
  return `${figures} ${UNITS[unit]}`
}

/** A configured size rather than a measured one: 1 GiB, 64 MiB; one that is no whole number of a unit is rounded. */
export function formatSetBytes(bytes: number): string {
  return formatBytes(bytes).replace(/\.0 /, ' ')
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
