/** Whether a host, alone or in an address with a port, is the machine that uses it. */
export function isLoopback(hostOrAddress: string): boolean {
  return /^(?:::1|(?:localhost|127(?:\.\d+){1,3}|\[::1\])(?::\d+)?)$/i.test(hostOrAddress)
}
