import { useEffect } from 'react'
import { createBrowserStore } from './browser-store.ts'
import { useClusterId } from './live.tsx'
import {
  firstIds,
  isStarred,
  NO_PLACES,
  PLACES_KEY,
  type Place,
  type Places,
  type PlacesByCluster,
  parsePlaces,
  withStar,
  withVisit,
} from './places-schema.ts'

const NONE: PlacesByCluster = {}
const store = createBrowserStore(PLACES_KEY, parsePlaces, NONE)

function changePlaces(cluster: string, change: (places: Places) => Places): void {
  const all = store.read()
  store.write({ ...all, [cluster]: change(all[cluster] ?? NO_PLACES) })
}

/** The topics and groups of a cluster that were starred or visited in this browser. */
export function usePlaces(cluster: string): Places {
  return store.useValue()[cluster] ?? NO_PLACES
}

/** What the lists of topics and groups put first. */
export function useFirst(cluster: string, kind: Place['kind']): string | null {
  return firstIds(usePlaces(cluster), kind)
}

export function useStar(place: Place): [isOn: boolean, toggle: () => void] {
  const cluster = useClusterId()
  const isOn = isStarred(usePlaces(cluster), place)
  return [isOn, () => changePlaces(cluster, (places) => withStar(places, place, !isOn))]
}

/** Remembers that a topic or group was looked at, once it is known that it exists. */
export function useVisit(cluster: string, kind: Place['kind'], id: string, exists: boolean): void {
  useEffect(() => {
    if (exists) changePlaces(cluster, (places) => withVisit(places, { kind, id }))
  }, [cluster, kind, id, exists])
}
