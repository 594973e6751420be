/** Commas stand only between thousands: 1,5 is a half more than 1 to some, and must not become 15. */
const AMOUNT = /^(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([a-zµ]*)$/i

/** Reads a number with a unit behind it, in the smallest unit; null where it is none, or none that is whole. */
export function parseQuantity(text: string, factors: Readonly<Record<string, number>>): number | null {
  const match = AMOUNT.exec(text.trim())
  const unit = match?.[2]?.toLowerCase() ?? ''
  if (!match?.[1] || !Object.hasOwn(factors, unit)) return null
  const value = Math.round(Number(match[1].replaceAll(',', '')) * (factors[unit] ?? 1))
  return Number.isSafeInteger(value) ? value : null
}
