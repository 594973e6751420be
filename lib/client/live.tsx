'use client'

import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useSWRConfig } from 'swr'
import { affectedBy } from './affected-keys.ts'
import { followCluster } from './event-stream.ts'
import { initialLive, type Live, LiveStore } from './live-store.ts'
import { useSettings } from './settings.ts'
import { REUSED_FOR_MS } from './swr.tsx'

const LiveContext = createContext<{ readonly cluster: string; readonly store: LiveStore } | null>(null)

/** Keeps everything below it up to date with one cluster. Mount it with the cluster as its key. */
export function LiveProvider({ cluster, children }: { cluster: string; children: ReactNode }) {
  const { mutate } = useSWRConfig()
  const [{ paceSeconds }] = useSettings()
  const [store] = useState(
    () =>
      new LiveStore({
        refresh: (changed) => void mutate(affectedBy(cluster, changed)),
        readSinceMs: Date.now() - REUSED_FOR_MS,
      }),
  )

  useEffect(() => followCluster(cluster, (message) => store.receive(message)), [cluster, store])
  useEffect(() => store.setPace(paceSeconds), [store, paceSeconds])
  useEffect(() => () => store.stop(), [store])

  const context = useMemo(() => ({ cluster, store }), [cluster, store])
  return <LiveContext value={context}>{children}</LiveContext>
}

function useLiveContext() {
  const context = use(LiveContext)
  if (!context) throw new Error('A LiveProvider must stand above this component')
  return context
}

/** The cluster of the page. */
export function useClusterId(): string {
  return useLiveContext().cluster
}

/** The same, or null on a page without a cluster, such as the list of all clusters. */
export function useClusterIdIfAny(): string | null {
  return use(LiveContext)?.cluster ?? null
}

/** How fresh the data on the screen is, and how to pause its updates. */
export function useLive(): Live & Pick<LiveStore, 'pause' | 'resume'> {
  const { store } = useLiveContext()
  const live = useSyncExternalStore(store.subscribe, store.state, () => initialLive)
  return { ...live, pause: () => store.pause(), resume: () => store.resume() }
}
