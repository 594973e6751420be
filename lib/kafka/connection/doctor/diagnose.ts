import { type ClientFiles, type ConnectionCode, NO_FILES } from '#lib/contract/connection.ts'
import { type ClusterAccess, describeAccess } from '#lib/kafka/connection/access.ts'
import { isSameAddress } from '#lib/kafka/failure.ts'
import type { Metadata } from '#lib/kafka/protocol/metadata.ts'
import { Check } from './check.ts'
import { conclude, type Diagnosis } from './conclude.ts'
import { CHECK_DEADLINES, type CheckDeadlines } from './deadlines.ts'
import { type Examined, examine } from './examine.ts'

export interface DiagnoseOptions {
  /** What the cluster was configured with, so that advice speaks of settings by their names there. */
  readonly files?: ClientFiles | undefined
  readonly signal?: AbortSignal | undefined
  /** A login that was refused before: it is reported again, and not tried again. */
  readonly attempted?: ConnectionCode | null | undefined
  readonly deadlinesMs?: CheckDeadlines | undefined
  /** Which cluster it was before, where that is known. */
  readonly clusterId?: string | null | undefined
}

/**
 * Looks at the way to every configured address and to every broker that the cluster names. Done within 5 s, whatever
 * hangs; leaves nothing open. Rejects only when it is called off.
 */
export async function diagnose(
  access: ClusterAccess,
  { files = NO_FILES, signal, attempted = null, deadlinesMs = CHECK_DEADLINES, clusterId = null }: DiagnoseOptions = {},
): Promise<Diagnosis> {
  signal?.throwIfAborted()
  const facts = describeAccess(access, files)
  const check = new Check(access, { deadlinesMs, facts, attempted, signal })
  try {
    const configured = access.bootstrap.map((address) => examine(check, { address, kind: 'bootstrap', brokerId: null }))
    const advertised = await examineAdvertised(check, await firstMetadata(configured))
    return conclude([...(await Promise.all(configured)), ...advertised], { facts, clusterId, nowMs: Date.now() })
  } finally {
    check.close()
  }
}

/** A broker that was configured under the address that it tells is not asked twice. */
function examineAdvertised(check: Check, metadata: Metadata | null): Promise<Examined[]> {
  const others = (metadata?.brokers ?? []).filter(
    (broker) => !check.access.bootstrap.some((address) => isSameAddress(address, broker)),
  )
  return Promise.all(
    others.map(({ id, host, port }) => examine(check, { address: { host, port }, kind: 'advertised', brokerId: id })),
  )
}

/** Of whichever broker tells it first; null: of none. */
async function firstMetadata(examined: readonly Promise<Examined>[]): Promise<Metadata | null> {
  const known = examined.map(async (one) => {
    const { metadata } = await one
    if (!metadata) throw new Error('this one did not report it')
    return metadata
  })
  return Promise.any(known).catch(() => Promise.all(examined).then(() => null))
}
