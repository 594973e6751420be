import { lookup } from 'node:dns/promises'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import type { ConnectionCode, ConnectionStep } from '#lib/contract/connection.ts'
import { isLoopback } from '#lib/contract/loopback.ts'
import { type Address, formatAddress, toConnectionFailure } from '#lib/kafka/failure.ts'
import { chooseVersion } from '#lib/kafka/protocol/api.ts'
import type { ApiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { type Metadata, metadata } from '#lib/kafka/protocol/metadata.ts'
import type { Check } from './check.ts'
import { describeBrokers, describeVersions } from './details.ts'
import { logInto, REFUSED_BEFORE } from './examine-login.ts'
import { encrypt, explainAfterTls } from './examine-tls.ts'
import { type Finding, StepFailure, StepLog, StepSkipped, toStepFailure } from './step-log.ts'
import { offeredMechanisms, speaksTls } from './suspicion.ts'
import { Wire } from './wire.ts'

export interface Target {
  readonly address: Address
  readonly kind: ConnectionStep['kind']
  readonly brokerId: number | null
}

export interface Examined {
  readonly target: Target
  readonly findings: readonly Finding[]
  /** What the broker reported of the cluster; null where the check did not get that far. */
  readonly metadata: Metadata | null
}

/** Goes the way to one broker step by step, as every connection does, as far as it leads. */
export async function examine(check: Check, target: Target): Promise<Examined> {
  const log = new StepLog(check)
  if (!check.access.tls) log.skip('tls', 'no encryption is configured')
  if (!check.access.sasl) log.skip('sasl', 'no login is configured')
  return { target, metadata: await walk(check, target.address, log), findings: log.findings() }
}

async function walk(check: Check, address: Address, log: StepLog): Promise<Metadata | null> {
  const { deadlinesMs } = check
  if (!(await findWay(check, address, log))) return null
  const opened = await log.run('tcp', deadlinesMs.tcp, async () => {
    const stream = await check.connect(address, deadlinesMs.tcp)
    return { result: stream, detail: describeStream(check, address, stream) }
  })
  if (!opened) return null
  const secured = await encrypt(check, address, opened.result, log)
  if (!secured) return null
  const wire = new Wire(secured)
  const spoken = await askVersions(check, address, wire, log)
  if (!spoken) return null
  if (!(await logInto(check, address, wire, log))) return null
  return askMetadata(check, address, { wire, versions: spoken.result, log })
}

async function findWay(check: Check, address: Address, log: StepLog): Promise<boolean> {
  const { facts, deadlinesMs } = check
  const { ssh } = facts
  const { host } = check.dialled(address)
  if (ssh === null) return (await log.run('dns', deadlinesMs.dns, () => lookUp(host, address))) !== null
  log.skip('dns', 'resolved on the SSH host')
  const reached = await log.run('ssh', deadlinesMs.ssh, async () => {
    if (check.attempted === 'ssh-auth') throw new StepFailure({ code: 'ssh-auth' }, REFUSED_BEFORE)
    await check.reachSshHost()
    return { result: null, detail: `logged in as ${ssh}` }
  })
  return reached !== null
}

async function lookUp(host: string, address: Address) {
  const mapped = host === address.host ? '' : `dialled as ${host}, as hostMap says: `
  if (net.isIP(host) !== 0) return { result: null, detail: `${mapped}${withKind(host)}` }
  try {
    const found = await lookup(host, { all: true })
    return { result: null, detail: `${mapped}${found.map((entry) => withKind(entry.address)).join(', ')}` }
  } catch (error) {
    const { code } = toConnectionFailure(error, address)
    const why = code === 'dns-not-found' ? 'the name is not known' : 'the name cannot be looked up'
    throw new StepFailure({ code: 'dns-not-found' }, `${mapped}${why}`)
  }
}

function withKind(ip: string): string {
  return isLoopback(ip) ? `${ip} (loopback)` : ip
}

function describeStream(check: Check, address: Address, stream: Duplex): string {
  const dialled = formatAddress(check.dialled(address))
  const mapped = dialled === formatAddress(address) ? '' : `, which stands for ${formatAddress(address)}`
  if (check.facts.ssh) return `connected to ${dialled} from the SSH host${mapped}`
  const { remoteAddress: host, remotePort: port } = stream instanceof net.Socket ? stream : {}
  return `connected to ${host && port ? formatAddress({ host, port }) : dialled}${mapped}`
}

function askVersions(check: Check, address: Address, wire: Wire, log: StepLog) {
  const { deadlinesMs } = check
  return log.run('versions', deadlinesMs.versions + deadlinesMs.suspicion, async () => {
    try {
      const versions = await check.inTime(deadlinesMs.versions, () => wire.versions())
      return { result: versions, detail: describeVersions(versions) }
    } catch (error) {
      const { tls } = check.access
      if (tls) await explainAfterTls(check, address, { tls, error, log })
      const failure = toStepFailure('versions', error)
      const mayWantTls = failure.fault.code === 'closed' || failure.fault.code === 'frozen'
      if (tls || !mayWantTls || !(await speaksTls(check, address))) throw failure
      throw new StepFailure({ code: 'tls-expected' }, 'no answer without encryption, but the port speaks TLS')
    }
  })
}

interface Conversation {
  readonly wire: Wire
  readonly versions: ApiVersions
  readonly log: StepLog
}

async function askMetadata(check: Check, address: Address, { wire, versions, log }: Conversation) {
  const { deadlinesMs } = check
  const known = await log.run('metadata', deadlinesMs.metadata + deadlinesMs.suspicion, async () => {
    try {
      const version = chooseVersion(metadata, versions.apis)
      const answer = await check.inTime(deadlinesMs.metadata, () => wire.ask(metadata, { topics: [] }, version))
      return { result: answer, detail: describeBrokers(answer.brokers) }
    } catch (error) {
      const failure = toStepFailure('metadata', error)
      const mechanisms = mayWantLogin(check, failure.fault.code) ? await offeredMechanisms(check, address) : null
      if (!mechanisms?.length) throw failure
      log.fail('sasl', new StepFailure({ code: 'mechanism', mechanisms }, `wants a login: ${mechanisms.join(', ')}`))
      throw new StepSkipped('not answered before a login')
    }
  })
  return known?.result ?? null
}

/** A listener with login says what it speaks to anybody, and hangs up at the first real question. */
function mayWantLogin({ access }: Check, code: ConnectionCode): boolean {
  return !access.sasl && (code === 'closed' || code === 'frozen')
}
