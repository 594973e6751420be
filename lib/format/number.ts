const exact = new Intl.NumberFormat('en-US')
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const COMPACT_FROM = 100_000

/** 1,234,567 */
export function formatNumber(value: number | bigint): string {
  // Small counts stand in reasons that are made for each of thousands of rows, and Intl takes its time.
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 1_000) return String(value)
  return exact.format(value)
}

/** 1.2M where the exact number would be noise; smaller numbers are exact. */
export function formatCompact(value: number): string {
  return Math.abs(value) < COMPACT_FROM ? exact.format(value) : compact.format(value)
}

/** "1 partition", "2 partitions" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** Per second: 0.4, 11.5, 412. Small rates keep a decimal, because 0 means no traffic. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0'
  if (perSecond < 0.1) return '<0.1'
  return perSecond < 99.95 ? perSecond.toFixed(1) : formatCompact(Math.round(perSecond))
}
