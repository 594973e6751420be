interface SshTarget {
  readonly user: string
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
}

const SSH_PORT = 22

/** Parses "user@host:port" of `AccessFacts`. */
export function readSshTarget(text: string): SshTarget {
  const [, user = '', host = text, port = SSH_PORT] = /^(.*)@(.+?)(?::(\d+))?$/s.exec(text) ?? []
  return { user, host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}
