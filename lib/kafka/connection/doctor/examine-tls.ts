import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import type { TlsAccess } from '#lib/kafka/connection/access.ts'
import { toCertificateRefusal } from '#lib/kafka/connection/tls.ts'
import { type Address, causes } from '#lib/kafka/failure.ts'
import { chainOf, describeCertificate, isInTime, readCertificate, readOwnCertificate } from './certificate.ts'
import type { Check } from './check.ts'
import { requestedAuthorities } from './requested-authorities.ts'
import { StepFailure, type StepLog, StepSkipped, toStepFailure } from './step-log.ts'
import { answerInPlain, shownCertificate } from './suspicion.ts'
import { WireFailure } from './wire.ts'

const aboutCertificate: ReadonlySet<ConnectionCode> = new Set([
  'cert-expired',
  'cert-self-signed',
  'cert-unknown-ca',
  'cert-name',
])

/** The stream to go on with; null: there is no going on. */
export async function encrypt(check: Check, address: Address, stream: Duplex, log: StepLog): Promise<Duplex | null> {
  const { access, deadlinesMs } = check
  const { tls } = access
  if (!tls) return stream
  const secured = await log.run('tls', deadlinesMs.tls + deadlinesMs.suspicion, async () => {
    try {
      const socket = await check.secure(stream, tls, address, deadlinesMs.tls)
      return { result: socket, detail: describeSession(socket, tls) }
    } catch (error) {
      throw await explain(check, address, tls, error)
    }
  })
  return secured?.result ?? null
}

async function explain(check: Check, address: Address, tls: TlsAccess, error: unknown): Promise<StepFailure> {
  const failure = toStepFailure('tls', error)
  const { code } = failure.fault
  if (aboutCertificate.has(code)) {
    const certificate = await shownCertificate(check, address, tls)
    const reason = reasons[code]
    const detail = certificate
      ? `${reason ? `${reason}: ` : ''}${describeCertificate(certificate, Date.now())}`
      : failure.message
    return new StepFailure({ code, ...(certificate && { certificate }) }, detail)
  }
  if (code === 'client-cert-required') return ownCertificateWanted(check, await requestedAuthorities(check, address))
  if (hasNothingInCommon(error)) return incompatible()
  // What is configured cannot be used, whatever the port speaks.
  if (code === 'unreachable') return failure
  // How Node and OpenSSL say it depends on what came instead of a handshake, so the port is asked in plain.
  const answer = await answerInPlain(check, address)
  if (answer === 'kafka')
    return new StepFailure({ code: 'plaintext-expected' }, 'Kafka without encryption answers here')
  if (answer === 'tls') return brokeOff(code)
  if (answer === 'stranger') return new StepFailure({ code: 'not-kafka' }, 'neither TLS nor Kafka answers here')
  const isSilent = answer === 'silent' && (code === 'timeout' || code === 'frozen')
  return isSilent
    ? new StepFailure({ code: 'frozen' }, 'no answer, neither in TLS nor without')
    : new StepFailure({ code: 'closed' }, 'closed the connection, in TLS and without')
}

/** What is wrong with a certificate that does not say so itself. */
const reasons: Partial<Record<ConnectionCode, string>> = {
  'cert-self-signed': 'self-signed',
  'cert-unknown-ca': 'signed by an unknown authority',
  'cert-name': 'for another name',
}

/** How OpenSSL, or an alert of the other side, says that the two have no way to encrypt in common. */
const NOTHING_IN_COMMON = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|INSUFFICIENT_SECURITY|NO_SHARED|NO_PROTOCOLS/

function hasNothingInCommon(error: unknown): boolean {
  return [...causes(error)].some(
    (link) => 'code' in link && typeof link.code === 'string' && NOTHING_IN_COMMON.test(link.code),
  )
}

function incompatible(): StepFailure {
  const words = 'it speaks TLS, but none of its versions or ciphers is one of ours'
  return new StepFailure({ code: 'closed', words }, words)
}

/** TLS is spoken there, but the handshake did not come to its end. */
function brokeOff(code: ConnectionCode): StepFailure {
  return code === 'timeout' || code === 'frozen'
    ? new StepFailure({ code: 'timeout' }, 'it speaks TLS, but the handshake was not done in time; try again')
    : new StepFailure({ code: 'closed' }, 'it speaks TLS, but the handshake broke off; try again')
}

interface AfterTls {
  readonly tls: TlsAccess
  readonly error: unknown
  readonly log: StepLog
}

/** TLS 1.3 refuses a client certificate, or the lack of one, only once something is read. */
export async function explainAfterTls(check: Check, address: Address, { tls, error, log }: AfterTls): Promise<void> {
  if (!(error instanceof WireFailure)) return
  const refusal = toCertificateRefusal(error.cause, tls, address)
  const own = readOwnCertificate(tls.cert)
  const isOutOfTime = own !== null && !isInTime(own, Date.now())
  // Some hang up at a certificate without a word.
  if (!refusal && tls.cert !== null && !isOutOfTime) return
  const authorities = await requestedAuthorities(check, address)
  if (!refusal && authorities === null) return
  log.fail('tls', ownCertificateWanted(check, authorities))
  throw new StepSkipped('not answered without a certificate that the broker accepts')
}

function ownCertificateWanted(check: Check, authorities: readonly string[] | null): StepFailure {
  const acceptedAuthorities = authorities ?? []
  const own = readOwnCertificate(check.access.tls?.cert ?? null)
  const fault = { code: 'client-cert-required', acceptedAuthorities, ...(own && { ownCertificate: own }) } as const
  if (!check.facts.hasClientCertificate) return new StepFailure(fault, 'the broker wants a certificate of this client')
  const which = own ? `: ${describeCertificate(own, Date.now())}` : ''
  return new StepFailure(fault, `the broker refused the certificate of this client${which}`)
}

/** TLS 1.3, certificate of kafka-1.example.com by Example CA, valid until 2027-01-03 (in 41 days) */
function describeSession(socket: TLSSocket, { checksChain, checksName }: TlsAccess): string {
  const certificate = readCertificate(chainOf(socket.getPeerCertificate(true)))
  const unchecked = checksChain ? (checksName ? '' : '; its name is not checked') : '; it is not checked'
  return [
    (socket.getProtocol() ?? 'TLS').replace('TLSv', 'TLS '),
    certificate ? `${describeCertificate(certificate, Date.now())}${unchecked}` : 'without a certificate',
  ].join(', ')
}
