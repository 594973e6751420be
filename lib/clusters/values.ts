/** Parses common words for true and false; null: neither. */
export function readSwitch(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  if (['true', 'yes', 'on', '1'].includes(word)) return true
  if (['false', 'no', 'off', '0'].includes(word)) return false
  return null
}

const unitsMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** Parses `2s`, `500ms`, `1.5m`; null: not a positive duration. */
export function readDurationMs(text: string): number | null {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?(ms|s|m|min|h|d)$/.exec(text.trim()) ?? []
  const unitMs = unitsMs[unit]
  if (amount === undefined || unitMs === undefined) return null
  const ms = Math.round(Number(amount) * unitMs)
  return ms > 0 && Number.isSafeInteger(ms) ? ms : null
}
