/** How the bytes of a key or value can be read. `auto` looks at them and says what it took them for. */
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

/** What a payload was read as. */
export type ReadFormat = Exclude<MessageFormat, 'auto'>

/** How what is typed becomes bytes. */
export const produceFormats = ['string', 'json', 'hex', 'base64', 'int32', 'int64'] as const
export type ProduceFormat = (typeof produceFormats)[number]

export const compressions = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Compression = (typeof compressions)[number]
