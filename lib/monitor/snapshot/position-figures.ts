/** Where a group stands on a partition, in bare figures; null: not known. */
export interface PositionFigures {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly memberId: string | null
  readonly clientId: string | null
  readonly host: string | null
  readonly committed: number | null
  readonly lag: number | null
  readonly timeLagMs: number | null
}

export interface FiguresPage {
  readonly figures: readonly PositionFigures[]
  /** The group to go on behind; null: that was all. */
  readonly last: string | null
}
