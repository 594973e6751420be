import { isLoopback } from '#lib/server/hosts.ts'

interface Sender {
  /** Where the connection comes from. */
  readonly socketAddress: string | undefined
  readonly forwardedFor: string | undefined
  /** Addresses of proxies on other machines whose word is taken; those on this one are trusted anyway. */
  readonly trustedProxies: readonly string[]
}

/**
 * The address of the client. Anybody can write an `X-Forwarded-For`, so each address in it counts only if the one behind
 * it, which wrote it, is a trusted proxy's.
 */
export function clientAddress({ socketAddress, forwardedFor, trustedProxies }: Sender): string {
  const isProxy = (address: string) => isLoopback(address) || trustedProxies.includes(address)
  const hops = [...(forwardedFor ?? '').split(','), socketAddress ?? ''].map(withoutMapping).filter(Boolean)
  return (
    hops[
      Math.max(
        0,
        hops.findLastIndex((address) => !isProxy(address)),
      )
    ] ?? ''
  )
}

/** `HIGHWATER_TRUSTED_PROXIES` as it is written. */
export function parseTrustedProxies(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').map(withoutMapping).filter(Boolean)
}

/** A server that listens on IPv6 sees clients of IPv4 as `::ffff:192.0.2.1`. */
function withoutMapping(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
}
