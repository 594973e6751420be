/** Commas are accepted only between thousands: 1,5 means one and a half to some, and must not be read as 15. */
const AMOUNT = /^(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([a-zµ]*)$/i

/** Parses a number with a unit, in the smallest unit; null: invalid, or not a whole number of it. */
export function parseQuantity(text: string, factors: Readonly<Record<string, number>>): number | null {
  const match = AMOUNT.exec(text.trim())
  const unit = match?.[2]?.toLowerCase() ?? ''
  if (!match?.[1] || !Object.hasOwn(factors, unit)) return null
  const value = Math.round(Number(match[1].replaceAll(',', '')) * (factors[unit] ?? 1))
  return Number.isSafeInteger(value) ? value : null
}
