import { once } from 'node:events'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import ssh2, { type Algorithms, type AuthenticationType, type Client, type ServerHostKeyAlgorithm } from 'ssh2'
import { type Address, ConnectionFailure } from '#lib/kafka/failure.ts'
import type { SshAccess } from './access.ts'
import { judgeHostKey, knownKeyTypes } from './known-hosts.ts'
import { hostKeyRefused, KeyUnusable, sshHangUp, sshSilence, toSshFailure, toTargetFailure } from './ssh-failure.ts'
import { readSshKey } from './ssh-key.ts'

const LOGIN_DEADLINE_MS = 10_000
/** A host that leaves this many in a row unanswered is gone, though its connection still looks open. */
const KEEP_ALIVES = 30
/** So often that a host which says nothing is told from a broker behind it before a probe of that broker ends. */
const KEEP_ALIVE_MS = 1_000
const SILENT_AFTER_MS = 2_000
/** The origin address of a channel, which servers ignore. */
const ORIGIN = { host: '127.0.0.1', port: 0 }

/** One login to one SSH host, shared by all streams through it: made when first needed, and again after it broke. */
export class SshTunnel {
  readonly #ssh: SshAccess
  #opening: Promise<Client> | null = null
  #socket: net.Socket | null = null
  #isReady = false
  #isLost = false
  #heardAtMs = 0
  /** When the last silence that was too long ended. */
  #silentUntilMs = Number.NEGATIVE_INFINITY
  #nextWord: Promise<boolean> | null = null
  #isClosed = false

  constructor(ssh: SshAccess) {
    this.#ssh = ssh
  }

  /** Resolves when the login is made. */
  async ready(): Promise<void> {
    await this.#open()
  }

  /**
   * That the host has not let us in by now, or fell silent since then; null: neither, or it was not asked. It may have
   * fallen silent a moment ago, so its next word is waited for.
   */
  async explainTimeout(sinceMs: number): Promise<ConnectionFailure | null> {
    if (!this.#opening) return null
    const isHeard = this.#isReady && (await this.#hear())
    return isHeard && this.#silentUntilMs < sinceMs ? null : (this.lost() ?? sshSilence(this.#ssh))
  }

  /** That the login has ended, and with it all that went through it; null: it has not. */
  lost(): ConnectionFailure | null {
    return this.#isLost ? sshHangUp(this.#ssh) : null
  }

  /** A stream to an address as the SSH host knows it. */
  async forward(target: Address): Promise<Duplex> {
    const client = await this.#open()
    return new Promise((resolve, reject) => {
      try {
        client.forwardOut(ORIGIN.host, ORIGIN.port, target.host, target.port, (error, channel) => {
          if (error) return reject(toTargetFailure(error, target, this.#ssh))
          // A channel reports that the login broke by an error, too, which nobody may be there to hear.
          channel.on('error', () => {})
          // A socket has this; kafkajs calls it when it lets go.
          return resolve(Object.assign(channel, { unref: () => channel }))
        })
      } catch (error) {
        reject(toSshFailure(error, this.#ssh))
      }
    })
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.destroy()
  }

  /** Whether it says anything within the longest time that a host may be silent. */
  #hear(): Promise<boolean> {
    if (!this.#socket) return Promise.resolve(false)
    this.#nextWord ??= once(this.#socket, 'data', { signal: AbortSignal.timeout(SILENT_AFTER_MS) })
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        this.#nextWord = null
      })
    return this.#nextWord
  }

  #open(): Promise<Client> {
    if (this.#isClosed) return Promise.reject(new ConnectionFailure('closed', this.#ssh))
    this.#opening ??= this.#login()
    return this.#opening
  }

  #login(): Promise<Client> {
    const ssh = this.#ssh
    const key = ssh.privateKey === null ? null : readSshKey(ssh.privateKey, ssh.passphrase)
    if (key && 'problem' in key) return Promise.reject(new KeyUnusable(ssh, key.problem))
    const client = new ssh2.Client()
    const socket = net.connect({ host: ssh.host, port: ssh.port, noDelay: true })
    this.#socket = socket
    const opening = new Promise<Client>((resolve, reject) => {
      let refusal: ConnectionFailure | null = null
      client.on('ready', () => {
        this.#isReady = true
        this.#isLost = false
        resolve(client)
      })
      client.on('error', (error) => {
        // One agent that does not answer leaves the other means to try.
        if ('level' in error && error.level === 'agent') return
        reject(refusal ?? toSshFailure(error, ssh))
        socket.destroy()
      })
      client.on('close', () => {
        if (this.#opening === opening) {
          this.#opening = null
          this.#isLost = this.#isReady && !this.#isClosed
          this.#isReady = false
        }
        reject(new ConnectionFailure('closed', ssh))
      })
      client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) =>
        answer(prompts.map(() => ssh.password ?? '')),
      )
      client.connect({
        sock: socket,
        username: ssh.username,
        readyTimeout: LOGIN_DEADLINE_MS,
        keepaliveInterval: KEEP_ALIVE_MS,
        keepaliveCountMax: KEEP_ALIVES,
        tryKeyboard: ssh.password !== null,
        algorithms: { serverHostKey: preferredKeys(ssh) },
        authHandler: eachMeansOnce(ssh),
        hostVerifier: (shown: Buffer) => {
          const verdict = judgeHostKey(ssh.knownHosts, ssh, shown)
          refusal = verdict === 'known' ? null : hostKeyRefused(ssh, shown, verdict)
          return refusal === null
        },
        ...(key && { privateKey: key.key }),
        ...(ssh.passphrase !== null && { passphrase: ssh.passphrase }),
        ...(ssh.agent !== null && { agent: ssh.agent }),
        ...(ssh.password !== null && { password: ssh.password }),
      })
      socket.on('data', () => {
        const nowMs = performance.now()
        if (this.#isReady && nowMs - this.#heardAtMs > SILENT_AFTER_MS) this.#silentUntilMs = nowMs
        this.#heardAtMs = nowMs
      })
    })
    return opening
  }
}

const hostKeys: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
]

/** A host has several keys, and shows the first that we ask for: one that is known, where there is one. */
function preferredKeys({ knownHosts, ...host }: SshAccess): NonNullable<Algorithms['serverHostKey']> {
  const types = new Set(knownKeyTypes(knownHosts, host))
  const isKnown = (algorithm: ServerHostKeyAlgorithm) => types.has(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm)
  return [...hostKeys.filter(isKnown), ...hostKeys.filter((algorithm) => !isKnown(algorithm))]
}

/** Says that there is no more to try, as documented; the types of ssh2 leave it out. */
const NO_MORE = false as unknown as AuthenticationType

/** A refused password is not tried again in another way, as the host counts that. */
function eachMeansOnce({ privateKey, agent, password }: SshAccess) {
  const means: { readonly type: AuthenticationType; readonly method: string }[] = [
    ...(privateKey === null ? [] : [{ type: 'publickey', method: 'publickey' } as const]),
    ...(agent === null ? [] : [{ type: 'agent', method: 'publickey' } as const]),
    ...(password === null ? [] : [{ type: 'password', method: 'password' } as const]),
    ...(password === null ? [] : [{ type: 'keyboard-interactive', method: 'keyboard-interactive' } as const]),
  ]
  let hasSentPassword = false
  return (accepted: readonly string[] | null, _isPartial: boolean | null, next: (type: AuthenticationType) => void) => {
    if (accepted === null) return next('none')
    for (let tried = means.shift(); tried; tried = means.shift()) {
      const isPassword = tried.method === 'password' || tried.method === 'keyboard-interactive'
      if (!accepted.includes(tried.method) || (isPassword && hasSentPassword)) continue
      hasSentPassword ||= isPassword
      return next(tried.type)
    }
    return next(NO_MORE)
  }
}
