/** Whether a host, by itself or in an address with a port, is the very machine that it is used from. */
export function isLoopback(hostOrAddress: string): boolean {
  return /^(?:::1|(?:localhost|127(?:\.\d+){1,3}|\[::1\])(?::\d+)?)$/i.test(hostOrAddress)
}
