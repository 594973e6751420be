/** What of a cluster can change, as far as somebody looking at it must read something again. */
export const snapshotParts = ['cluster', 'brokers', 'topics', 'groups', 'quorum'] as const

export type SnapshotPart = (typeof snapshotParts)[number]
