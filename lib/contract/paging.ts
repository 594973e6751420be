// Apart from the schemas, because the browser needs these without the schemas.

export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 200
/** Of offsets that are set at once, one per partition. */
export const MAX_OFFSET_ROWS = 20_000
