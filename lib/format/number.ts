const exact = new Intl.NumberFormat('en-US')
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const COMPACT_FROM = 100_000

/** 1,234,567 */
export function formatNumber(value: number): string {
  return exact.format(value)
}

/** 1.2M where exactness would only be noise; smaller numbers stand as they are. */
export function formatCompact(value: number): string {
  return Math.abs(value) < COMPACT_FROM ? exact.format(value) : compact.format(value)
}

/** "1 partition", "2 partitions" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}
