import net from 'node:net'
import os from 'node:os'

export interface Host {
  /** Lower case, without brackets. */
  readonly name: string
  readonly port: string
}

const HOST = /^(?:\[(?<ipv6>[0-9a-f:.]+)\]|(?<name>[^\s:/@?#[\]]+))(?::(?<port>\d{1,5}))?$/

/** Parses a Host header; null: invalid. */
export function parseHost(header: string | null | undefined): Host | null {
  const groups = HOST.exec(header?.toLowerCase() ?? '')?.groups
  const name = groups?.ipv6 ?? groups?.name
  return name ? { name: name.replace(/\.$/, ''), port: groups?.port ?? '' } : null
}

export function isLoopback(name: string): boolean {
  if (name === 'localhost' || name === '::1') return true
  return net.isIPv4(name) && name.startsWith('127.')
}

/**
 * A page of another site can call us under a name of its own that resolves to our address (DNS rebinding). So only our
 * own names are served: loopback, the listening address, and those of `--allowed-host`.
 */
export function isHostAllowed(
  header: string | null,
  { bindHost, allowedHosts }: { readonly bindHost: string; readonly allowedHosts: readonly string[] },
): boolean {
  const host = parseHost(header)
  if (!host) return false
  if (isLoopback(host.name) || allowedHosts.includes(host.name)) return true
  const isWildcard = bindHost === '0.0.0.0' || bindHost === '::'
  return isWildcard ? ownAddresses().includes(host.name) : host.name === bindHost.toLowerCase()
}

function ownAddresses(): string[] {
  return Object.values(os.networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address))
}

export const HOST_REFUSAL = 'This server does not answer to that host name.'
export const HOST_HINT = 'Start Highwater with --allowed-host NAME to serve it under another name.'
