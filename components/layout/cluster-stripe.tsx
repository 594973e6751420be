'use client'

import { useClusterItem } from '#lib/client/use-clusters.ts'

/** The colour of the cluster along the top of all its pages, so that clusters are not confused. */
export function ClusterStripe() {
  const color = useClusterItem()?.color
  if (!color) return null
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed inset-x-0 top-0 z-40 h-0.75"
      style={{ backgroundColor: color }}
    />
  )
}
