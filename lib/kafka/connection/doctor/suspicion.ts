import type { Duplex } from 'node:stream'
import type { TlsAccess } from '#lib/kafka/connection/access.ts'
import { type Address, ConnectionFailure } from '#lib/kafka/failure.ts'
import { saslHandshake } from '#lib/kafka/protocol/sasl-handshake.ts'
import { type CertificateFacts, chainOf, readCertificate } from './certificate.ts'
import { type Check, TooLate } from './check.ts'
import { Wire, WireFailure } from './wire.ts'

// Questions on the side, each over a connection of its own, that tell apart what looks the same to a client.

/** Which is asked for does not matter: the reply lists them all. */
const ANY_MECHANISM = 'PLAIN'
/** To look at what is shown, and to send nothing. */
export const UNCHECKED: TlsAccess = {
  ca: null,
  cert: null,
  key: null,
  passphrase: null,
  checksChain: false,
  checksName: false,
}

/** Whether the port speaks TLS, whoever it then lets in. */
export async function speaksTls(check: Check, address: Address): Promise<boolean> {
  const answer = await onTheSide(
    check,
    () => check.connect(address, check.deadlinesMs.suspicion),
    async (stream) => {
      await check.secure(stream, UNCHECKED, address, check.deadlinesMs.suspicion).catch((error) => {
        const isAnswerInTls = error instanceof ConnectionFailure && error.code === 'client-cert-required'
        if (!isAnswerInTls) throw error
      })
      return true
    },
  )
  return answer === true
}

/** How the port answers a client of Kafka that does not encrypt. */
export async function answerInPlain(check: Check, address: Address): Promise<'kafka' | 'silent' | WireFailure['kind']> {
  const answer = await onTheSide(
    check,
    () => check.connect(address, check.deadlinesMs.suspicion),
    async (stream) => {
      await new Wire(stream).versions()
      return 'kafka' as const
    },
  )
  if (answer === 'kafka') return answer
  if (answer instanceof WireFailure) return answer.kind
  return answer instanceof TooLate ? 'silent' : 'stranger'
}

/** What the listener offers to log in with; null: it does not say. */
export async function offeredMechanisms(check: Check, address: Address): Promise<readonly string[] | null> {
  const answer = await onTheSide(
    check,
    () => check.open(address, check.deadlinesMs.suspicion),
    async (stream) => {
      const { mechanisms } = await new Wire(stream).ask(saslHandshake, ANY_MECHANISM, saslHandshake.versions.max)
      return mechanisms
    },
  )
  return Array.isArray(answer) ? answer : null
}

/** The certificate that is shown, whether or not it is to be trusted: to read it, and nothing else. */
export async function shownCertificate(
  check: Check,
  address: Address,
  tls: TlsAccess,
): Promise<CertificateFacts | undefined> {
  let facts: CertificateFacts | null = null
  await onTheSide(
    check,
    () => check.connect(address, check.deadlinesMs.suspicion),
    async (stream) => {
      const unchecked = { ...tls, checksChain: false, checksName: false }
      const secured = await check.secure(stream, unchecked, address, check.deadlinesMs.suspicion)
      facts = readCertificate(chainOf(secured.getPeerCertificate(true)))
    },
  )
  return facts ?? undefined
}

/** Asks, and closes what it opened. A question on the side that fails is an answer, too. */
async function onTheSide<Answer>(
  check: Check,
  open: () => Promise<Duplex>,
  ask: (stream: Duplex) => Promise<Answer>,
): Promise<Answer | Error> {
  const opened: { stream: Duplex | null } = { stream: null }
  try {
    return await check.inTime(check.deadlinesMs.suspicion, async () => {
      opened.stream = await open()
      return ask(opened.stream)
    })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    if (opened.stream) check.drop(opened.stream)
  }
}
