import type { Address } from '#lib/kafka/failure.ts'
import type { HostMapping } from './access.ts'

/** What to dial for an address of the cluster. A mapping of this very port wins over one of the host alone. */
export function dialledAddress(hostMap: readonly HostMapping[] | undefined, address: Address): Address {
  const ofHost = (hostMap ?? []).filter(({ host }) => host.toLowerCase() === address.host.toLowerCase())
  const mapping = ofHost.find(({ port }) => port === address.port) ?? ofHost.find(({ port }) => port === null)
  return mapping ? { host: mapping.to.host, port: mapping.to.port ?? address.port } : address
}
