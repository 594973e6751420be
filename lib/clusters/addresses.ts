import type { Address } from '#lib/kafka/failure.ts'

const DEFAULT_PORT = 9092
const PLACE = /^(?:\[(?<ipv6>[0-9a-fA-F:.]+)\]|(?<host>[^\s:,[\]/@]+))(?::(?<port>\d{1,5}))?$/

/** What has an @ in it may hold a password, and is never repeated. */
export const NO_LOGIN_HERE =
  'there is an @ in it, as if a login stood here. An address is host:9092 alone; user and password belong below `sasl`.'

/** A host with an optional port. */
interface Place {
  readonly host: string
  readonly port: number | null
}

/** Parses `a:9092`, `a`, `[::1]:9092`; null: invalid. */
export function parsePlace(text: string): Place | null {
  const groups = PLACE.exec(text.trim())?.groups
  const host = groups?.ipv6 ?? groups?.host
  const port = groups?.port === undefined ? null : Number(groups.port)
  return host && (port === null || (port >= 1 && port <= 65_535)) ? { host, port } : null
}

/** Parses `a:9092,b:9092,[::1]:9092`; the port is optional. Throws a RangeError that names the invalid part. */
export function parseAddresses(text: string): Address[] {
  if (text.includes('@')) throw new RangeError(NO_LOGIN_HERE)
  return text.split(',').map((part) => {
    const place = parsePlace(part)
    if (!place) throw new RangeError(`"${part.trim()}" is not a broker address; write it as host:9092.`)
    return { host: place.host, port: place.port ?? DEFAULT_PORT }
  })
}
