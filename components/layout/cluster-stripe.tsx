'use client'

import { useClusterId } from '#lib/client/live.tsx'
import { useClusters } from '#lib/client/use-clusters.ts'

/** The colour of the cluster along the top of all its pages, so that nobody takes one for another. */
export function ClusterStripe() {
  const id = useClusterId()
  const { data } = useClusters()
  const color = data?.items.find((cluster) => cluster.id === id)?.color
  if (!color) return null
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed inset-x-0 top-0 z-40 h-0.75"
      style={{ backgroundColor: color }}
    />
  )
}
