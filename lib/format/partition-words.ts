const MOST_RANGES = 8

/** Numbers of partitions in their order, neighbours as ranges: 0–3, 7. */
export function describePartitions(partitions: readonly number[]): string {
  const ranges: [from: number, to: number][] = []
  for (const partition of partitions) {
    const last = ranges.at(-1)
    if (last && partition === last[1] + 1) last[1] = partition
    else ranges.push([partition, partition])
  }
  const shown = ranges.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return [...shown, ...(ranges.length > MOST_RANGES ? ['…'] : [])].join(', ')
}
