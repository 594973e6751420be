// Apart from the schemas, as the browser needs these and not those.

export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 200
