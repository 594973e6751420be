import type { Address } from '#lib/kafka/failure.ts'

const DEFAULT_PORT = 9092
const ADDRESS = /^(?:\[(?<ipv6>[0-9a-fA-F:.]+)\]|(?<host>[^\s:,[\]/]+))(?::(?<port>\d{1,5}))?$/

/** Reads `a:9092,b:9092,[::1]:9092`; the port may be left out. Throws a RangeError that names the part that is wrong. */
export function parseAddresses(text: string): Address[] {
  const parts = text.split(',').map((part) => part.trim())
  return parts.map((part) => {
    const groups = ADDRESS.exec(part)?.groups
    const host = groups?.ipv6 ?? groups?.host
    const port = groups?.port === undefined ? DEFAULT_PORT : Number(groups.port)
    if (!host || port < 1 || port > 65_535) {
      throw new RangeError(`"${part}" is not a broker address; write it as host:9092.`)
    }
    return { host, port }
  })
}
