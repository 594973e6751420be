const placeKinds = ['topic', 'group'] as const

/** A topic or a group that the user starred or visited. */
export interface Place {
  readonly kind: (typeof placeKinds)[number]
  readonly id: string
}

/** Of one cluster. */
export interface Places {
  /** In the order in which they were starred. */
  readonly starred: readonly Place[]
  /** The latest first. */
  readonly recent: readonly Place[]
}

export type PlacesByCluster = Readonly<Record<string, Places>>

export const PLACES_KEY = 'highwater.places'
export const NO_PLACES: Places = { starred: [], recent: [] }

const MAX_STARRED = 100
export const MAX_RECENT = 8
/** Of the ids that a list is asked to put first: addresses have limits. */
const MAX_FIRST_LENGTH = 1_500

/** Reads what was stored; what is not as it should be is left out. */
export function parsePlaces(text: string | null): PlacesByCluster {
  const stored = parseJson(text)
  if (!isRecord(stored)) return {}
  return Object.fromEntries(
    Object.entries(stored).flatMap(([cluster, places]) =>
      isRecord(places)
        ? [[cluster, { starred: readPlaces(places.starred), recent: readPlaces(places.recent) }] as const]
        : [],
    ),
  )
}

export function isStarred({ starred }: Places, place: Place): boolean {
  return starred.some((other) => isSame(other, place))
}

export function withStar(places: Places, place: Place, isWanted: boolean): Places {
  const others = places.starred.filter((other) => !isSame(other, place))
  return { ...places, starred: isWanted ? [...others, place].slice(-MAX_STARRED) : others }
}

export function withVisit(places: Places, place: Place): Places {
  const others = places.recent.filter((other) => !isSame(other, place))
  return { ...places, recent: [place, ...others].slice(0, MAX_RECENT) }
}

/** The starred ids as a list takes them to put them first: percent-encoded, with commas between; null: none. */
export function firstIds({ starred }: Places, kind: Place['kind']): string | null {
  let first = ''
  for (const place of starred) {
    const longer = first === '' ? encodeURIComponent(place.id) : `${first},${encodeURIComponent(place.id)}`
    if (place.kind === kind && longer.length <= MAX_FIRST_LENGTH) first = longer
  }
  return first || null
}

function isSame(one: Place, other: Place): boolean {
  return one.kind === other.kind && one.id === other.id
}

function readPlaces(value: unknown): Place[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((place: unknown) => {
    const kind = placeKinds.find((known) => isRecord(place) && place.kind === known)
    return kind && isRecord(place) && typeof place.id === 'string' ? [{ kind, id: place.id }] : []
  })
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}')
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
