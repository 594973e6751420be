import type { HostMapping } from '#lib/kafka/connection/access.ts'
import type { MapField, Problems } from './field.ts'

const PLACE = /^(?:\[(?<ipv6>[0-9a-fA-F:.]+)\]|(?<host>[^\s:,[\]/]+))(?::(?<port>\d{1,5}))?$/

/** Advertised address to the one that is dialled; a port that is left out stays as it is. */
export function readHostMap(map: MapField | undefined, problems: Problems): HostMapping[] {
  if (!map) return []
  return [...map.entries].flatMap(([name, field]) => {
    const from = parsePlace(name)
    const to = field.kind === 'text' ? parsePlace(field.text) : null
    if (!from) problems.add(field.at, `"${name}" is no address; write host or host:port.`)
    else if (!to) problems.add(field.at, 'behind the colon belongs the address to dial, as host or host:port.')
    else if (to.port !== null && from.port === null) {
      problems.add(field.at, 'the advertised address has no port, so all of its ports would lead to one; add the port.')
    } else return [{ ...from, to }]
    return []
  })
}

function parsePlace(text: string): { host: string; port: number | null } | null {
  const groups = PLACE.exec(text.trim())?.groups
  const host = groups?.ipv6 ?? groups?.host
  const port = groups?.port === undefined ? null : Number(groups.port)
  return host && (port === null || (port >= 1 && port <= 65_535)) ? { host, port } : null
}
