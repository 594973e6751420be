import net from 'node:net'
import type { Duplex } from 'node:stream'
import { type Address, ConnectionFailure, toConnectionFailure } from '#lib/kafka/failure.ts'
import type { SshTunnel } from './ssh-tunnel.ts'

const KEEP_ALIVE_MS = 60_000

/** An open stream to an address, straight or through the tunnel. One that comes too late is closed again. */
export function openStream(
  address: Address,
  tunnel: Pick<SshTunnel, 'forward'> | null,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<Duplex> {
  return tunnel ? throughTunnel(address, tunnel, deadlineMs, signal) : straight(address, deadlineMs, signal)
}

function straight(address: Address, deadlineMs: number, signal?: AbortSignal): Promise<Duplex> {
  const { host, port } = address
  const socket = net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS })
  // Whoever takes it listens, too; before and after them nobody would.
  socket.on('error', () => {})
  return inTime(address, deadlineMs, signal, {
    begin: (resolve, reject) => {
      socket.once('connect', () => resolve(socket))
      socket.once('error', (error) => reject(toConnectionFailure(error, address)))
    },
    giveUp: () => socket.destroy(),
  })
}

function throughTunnel(
  address: Address,
  tunnel: Pick<SshTunnel, 'forward'>,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<Duplex> {
  const coming = tunnel.forward(address)
  return inTime(address, deadlineMs, signal, {
    begin: (resolve, reject) => coming.then(resolve, reject),
    giveUp: () =>
      coming.then(
        (stream) => stream.destroy(),
        () => {},
      ),
  })
}

interface Attempt<T> {
  readonly begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => void
  /** Whatever it has or may still bring is not wanted any more. */
  readonly giveUp: () => void
}

/** Ends an attempt when it is too late or when nobody wants it any more, and leaves nothing of it behind. */
export function inTime<T>(
  address: Address,
  deadlineMs: number,
  signal: AbortSignal | undefined,
  { begin, giveUp }: Attempt<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isSettled = false
    const settle = (finish: () => void) => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      finish()
    }
    const fail = (failure: unknown) =>
      settle(() => {
        giveUp()
        reject(failure)
      })
    const abort = () => fail(new ConnectionFailure('closed', address))
    const timer = setTimeout(() => fail(new ConnectionFailure('timeout', address)), deadlineMs)
    signal?.addEventListener('abort', abort)
    begin((value) => settle(() => resolve(value)), fail)
    if (signal?.aborted) abort()
  })
}
