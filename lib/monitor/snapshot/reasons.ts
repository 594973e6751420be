import type { BrokerFacts } from './broker-facts.ts'
import type { Reason } from './reason.ts'
import type { TierAge } from './tier-ages.ts'

interface Otherwise {
  /** Where the first round has not ended yet. */
  readonly notYet: string
  /** Where the round as a whole went well. */
  readonly partial: string
}

/** Why facts of one kind are missing: asking for them failed, has not happened yet, or did not bring all. */
export function whyMissing({ asOfMs, failure }: TierAge, { notYet, partial }: Otherwise): Reason {
  if (failure) return toReason(failure)
  return asOfMs === null ? { code: 'unknown', message: notYet } : { code: 'partial', message: partial }
}

/** Why what a broker keeps is not known, or only as of some time ago; null: it is known. */
export function whyDisksAreDoubtful({ liveness, disks }: BrokerFacts, logDirs: TierAge): Reason | null {
  const failure = liveness.online === false ? (liveness.failure ?? disks.failure) : disks.failure
  if (disks.list === null) return toReason(failure ?? logDirs.failure ?? NOT_REPORTED)
  if (!failure || disks.asOfMs === null) return null
  return { code: failure.code, message: `${failure.message} Stale since ${toTime(disks.asOfMs)}.` }
}

/** The same, saying of which broker; null also where it has just not been asked yet. */
export function doubtAbout(broker: BrokerFacts, logDirs: TierAge): Reason | null {
  const isFailure = broker.disks.failure !== null || broker.liveness.online === false
  const doubt = isFailure ? whyDisksAreDoubtful(broker, logDirs) : null
  return doubt && { code: doubt.code, message: `Broker ${broker.id}: ${doubt.message}` }
}

export const OFFSETS_NOT_ASKED = 'The offsets have not been read yet.'
export const SIZES_NOT_REPORTED = 'The brokers have not reported their disk usage yet.'
export const TOO_FEW_SAMPLES: Reason = { code: 'unknown', message: 'Not enough samples yet.' }

const NOT_REPORTED: Reason = { code: 'unknown', message: 'The broker has not reported it yet.' }

/** A failure may carry more, which a problem has no place for. */
function toReason({ code, message }: Reason): Reason {
  return { code, message }
}

function toTime(atMs: number): string {
  return new Date(atMs).toISOString()
}
