// Apart from the schemas, which the browser does not need.

export const MAX_ROWS = 500
export const DEFAULT_ROWS = 50
/** As `limit`: counts what matches, and shows no row. */
export const COUNT_ONLY = 0

export const messageStarts = ['newest', 'oldest', 'live', 'offset', 'time'] as const
export type MessageStart = (typeof messageStarts)[number]
