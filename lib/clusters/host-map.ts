import type { HostMapping } from '#lib/kafka/connection/access.ts'
import { NO_LOGIN_HERE, parsePlace } from './addresses.ts'
import type { MapField, Problems } from './field.ts'

/** With each entry written as FROM=TO. */
export const HOST_MAP_VARIABLE = 'HIGHWATER_HOST_MAP'

/** Advertised address to the one to connect to; without a port the port stays the same. */
export function readHostMap(map: MapField | undefined, problems: Problems): HostMapping[] {
  if (!map) return []
  const isVariable = map.at === HOST_MAP_VARIABLE
  const sign = isVariable ? 'equals sign' : 'colon'
  const further = isVariable ? ', then an equals sign and the address to dial' : ''
  return [...map.entries].flatMap(([name, field]) => {
    const from = parsePlace(name)
    const to = field.kind === 'text' ? parsePlace(field.text) : null
    if (name.includes('@')) problems.add(field.at, NO_LOGIN_HERE)
    else if (!from) problems.add(field.at, `"${name}" is no address; write host or host:port${further}.`)
    else if (!to) problems.add(field.at, `after the ${sign}, write the address to connect to, as host or host:port.`)
    else if (to.port !== null && from.port === null) {
      problems.add(field.at, 'the advertised address has no port, so all of its ports would lead to one; add the port.')
    } else return [{ ...from, to }]
    return []
  })
}
