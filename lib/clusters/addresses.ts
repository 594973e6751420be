import type { Address } from '#lib/kafka/failure.ts'

const DEFAULT_PORT = 9092
const PLACE = /^(?:\[(?<ipv6>[0-9a-fA-F:.]+)\]|(?<host>[^\s:,[\]/]+))(?::(?<port>\d{1,5}))?$/

/** A host, and a port where there is one. */
interface Place {
  readonly host: string
  readonly port: number | null
}

/** Reads `a:9092`, `a`, `[::1]:9092`; null: it is none of them. */
export function parsePlace(text: string): Place | null {
  const groups = PLACE.exec(text.trim())?.groups
  const host = groups?.ipv6 ?? groups?.host
  const port = groups?.port === undefined ? null : Number(groups.port)
  return host && (port === null || (port >= 1 && port <= 65_535)) ? { host, port } : null
}

/** Reads `a:9092,b:9092,[::1]:9092`; the port may be left out. Throws a RangeError that names the part that is wrong. */
export function parseAddresses(text: string): Address[] {
  return text.split(',').map((part) => {
    const place = parsePlace(part)
    if (!place) throw new RangeError(`"${part.trim()}" is not a broker address; write it as host:9092.`)
    return { host: place.host, port: place.port ?? DEFAULT_PORT }
  })
}
