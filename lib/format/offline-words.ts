import type { Cluster, ClusterItem } from '#lib/contract/clusters.ts'
import { isRefusal } from '#lib/contract/refusals.ts'
import { formatDuration } from './duration.ts'
import { formatTime } from './time.ts'
import type { TimeZone } from './time-zone.ts'

interface OfflineNote {
  readonly title: string
  /** Changes every second, and must not be announced each time. */
  readonly age: string
  readonly text: string
  /** Whether nothing is tried until the user asks for it. */
  readonly isFinal: boolean
  /** Whether another cluster answers, which may be confirmed to be the right one. */
  readonly isReplaced: boolean
  /** Whether the connection can be checked: not if the configuration names no broker that could be down. */
  readonly canCheck: boolean
}

/** The configuration has a mistake. If it was valid before, the cluster runs on with the previous one. */
export function isMisconfigured({ error }: Pick<ClusterItem, 'error'>): boolean {
  return error?.code === 'invalid'
}

/** The same if it was never valid, so that there is nothing to wait for. */
export function isUnusable(cluster: Pick<ClusterItem, 'status' | 'error'>): boolean {
  return cluster.status === 'offline' && isMisconfigured(cluster)
}

/**
 * Whether the login was refused, which does not change by itself. A problem with an SSH host is not a refused login.
 */
export function isRefused({ error }: Pick<ClusterItem, 'error'>): boolean {
  return isRefusal(error?.reason) && error?.reason !== 'ssh-host-key'
}

/** Whether nothing is retried before the user asks for it or corrects the configuration. */
export function isWaitingForUser(cluster: Pick<ClusterItem, 'status' | 'error'>): boolean {
  return isRefusal(cluster.error?.reason) || isUnusable(cluster)
}

/**
 * Since when a cluster is offline, why, what to do, and what happens automatically. Advice includes the reason. null:
 * it is online.
 */
export function describeOffline(
  { status, offlineSince, error }: Pick<ClusterItem, 'status' | 'offlineSince' | 'error'>,
  { asOf }: Pick<Cluster, 'asOf'> | { readonly asOf: null },
  advice: string | undefined,
  nowMs: number,
  zone: TimeZone,
): OfflineNote | null {
  if (status !== 'offline') return null
  if (isUnusable({ status, error })) {
    const text = [error?.message, error?.hint].filter(Boolean).join(' ')
    return {
      title: 'The configuration of this cluster is invalid.',
      age: '',
      text,
      isFinal: false,
      isReplaced: false,
      canCheck: false,
    }
  }
  const isFinal = isRefusal(error?.reason)
  const isReplaced = error?.reason === 'other-cluster'
  const sentences = [
    ...(advice === undefined || isReplaced ? [error?.message, error?.hint] : [advice]),
    isFinal ? (error?.reason === 'ssh-host-key' ? UNSAFE : FINAL) : isReplaced ? RETURNING : RETRYING,
    asOf !== null && `The data on this page is stale since ${formatTime(asOf, nowMs, zone)}.`,
  ]
  return {
    title: isReplaced ? 'A different cluster is responding.' : 'The cluster is not responding.',
    age: offlineSince === null ? '' : describeAge(offlineSince, nowMs, zone),
    text: sentences.filter(Boolean).join(' '),
    isFinal,
    isReplaced,
    canCheck: true,
  }
}

const FINAL = 'Highwater does not retry by itself, because repeated failed logins may lock the account.'
const UNSAFE = 'Highwater does not retry by itself, because it may be another machine.'
const RETURNING = 'Highwater reconnects when the previous cluster is back.'
const RETRYING = 'Highwater keeps trying and reconnects when the cluster is back.'

export function describeAge(since: string, nowMs: number, zone: TimeZone): string {
  const age = formatDuration(Math.max(0, nowMs - Date.parse(since)))
  // A number is not separated from its unit at the end of a line.
  return `Since ${formatTime(since, nowMs, zone)}, for ${age.replaceAll(' ', '\u00a0')}.`
}
