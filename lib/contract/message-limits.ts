// Apart from the schemas, which the browser does not need.

export const MAX_ROWS = 500
export const DEFAULT_ROWS = 50

export const messageStarts = ['newest', 'oldest', 'live', 'offset', 'time'] as const
export type MessageStart = (typeof messageStarts)[number]
