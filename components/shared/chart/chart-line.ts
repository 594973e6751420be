export interface ChartLine {
  /** What it measures, as it is named beside the cursor. */
  readonly name: string
  /** At the times of the chart; null: unknown. */
  readonly values: readonly (number | null)[]
  readonly axis: 'left' | 'right'
  readonly look: 'area' | 'solid' | 'dashed' | 'dotted' | 'dashdot'
  /** A value with its unit. */
  format(value: number): string
  /** The same, as short as the axis needs it. */
  formatTick(value: number): string
}
