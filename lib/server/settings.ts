import 'server-only'
import { singleton } from '#lib/clusters/singleton.ts'
import { isLoopback, parseHost } from './hosts.ts'

export interface ServerSettings {
  /** The address the server listens on. */
  readonly bindHost: string
  readonly allowedHosts: readonly string[]
  /** Listens on more than loopback, without any login: shown on every page. */
  readonly isExposed: boolean
  readonly logLevel: string
}

/** The launcher's settings, read once. */
export function serverSettings(): ServerSettings {
  return singleton('settings', () => {
    const bindHost = process.env.HIGHWATER_HOST || '127.0.0.1'
    const allowedHosts = (process.env.HIGHWATER_ALLOWED_HOSTS ?? '').split(',').map((host) => host.trim())
    return {
      bindHost,
      allowedHosts: allowedHosts
        .filter((host) => host !== '')
        .map((host) => parseHost(host)?.name ?? host.toLowerCase()),
      isExposed: !isLoopback(bindHost),
      logLevel: process.env.HIGHWATER_LOG_LEVEL || 'info',
    }
  })
}
