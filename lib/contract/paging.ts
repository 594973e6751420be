// Apart from the schemas, because the browser needs these without the schemas.

export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 200
