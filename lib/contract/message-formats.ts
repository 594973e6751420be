/** Formats in which the bytes of a key or value can be decoded. `auto` detects the format and reports it. */
export const messageFormats = [
  'auto',
  'string',
  'json',
  'xml',
  'hex',
  'base64',
  'int8',
  'int16',
  'int32',
  'int64',
  'float',
  'double',
  'uuid',
  'offsets',
  'transactions',
] as const
export type MessageFormat = (typeof messageFormats)[number]

/** The format a payload was decoded as. */
export type ReadFormat = Exclude<MessageFormat, 'auto'>

/** How typed text is encoded to bytes. */
export const produceFormats = ['string', 'json', 'hex', 'base64', 'int32', 'int64'] as const
export type ProduceFormat = (typeof produceFormats)[number]

export const compressions = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Compression = (typeof compressions)[number]
