// Apart from the schemas, which the browser does not need.

export const MAX_PRODUCE_BYTES = 8 * 1024 * 1024
export const MAX_PRODUCED_RECORDS = 10_000
