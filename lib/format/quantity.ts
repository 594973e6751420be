/** Reads a number with a unit behind it, in the smallest unit; null where it is none, or none that is whole. */
export function parseQuantity(text: string, factors: Readonly<Record<string, number>>): number | null {
  const match = /^(-?\d+(?:\.\d+)?)\s*([a-zµ]*)$/i.exec(text.trim().replaceAll(',', ''))
  const unit = match?.[2]?.toLowerCase() ?? ''
  if (!match?.[1] || !Object.hasOwn(factors, unit)) return null
  const value = Math.round(Number(match[1]) * (factors[unit] ?? 1))
  return Number.isSafeInteger(value) ? value : null
}
