// Apart from the schemas, which the browser has no use for.

export const MAX_ROWS = 500
export const DEFAULT_ROWS = 50

export const messageStarts = ['newest', 'oldest', 'live', 'offset', 'time'] as const
export type MessageStart = (typeof messageStarts)[number]
