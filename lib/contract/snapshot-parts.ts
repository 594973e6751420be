/** The parts of a cluster that can change, each with the data that has to be read again. */
export const snapshotParts = ['cluster', 'brokers', 'topics', 'groups', 'quorum'] as const

export type SnapshotPart = (typeof snapshotParts)[number]
