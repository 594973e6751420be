/** A cluster as a whole at one moment; NaN: unknown. */
export interface ClusterPoint {
  readonly atMs: number
  readonly lag: number
  readonly producedPerSecond: number
  readonly consumedPerSecond: number
  readonly underReplicated: number
}
