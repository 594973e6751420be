import { classNames } from '#components/ui/class-names.ts'
import { formatNumber } from '#lib/format/number.ts'

const WIDTH = 84
const HEIGHT = 20
const EDGE = 2

const looks = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  note: 'text-note',
  neutral: 'text-faint',
}

interface SparklineProps {
  /** Oldest first. */
  points: readonly number[] | undefined
  /** What the points measure. */
  label: string
  tone: keyof typeof looks
}

/** The recent history of a figure, as small as a word. Only its room if too little is known. */
export function Sparkline({ points = [], label, tone }: SparklineProps) {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || points.length < 2) {
    return <span className="block shrink-0" style={{ width: WIDTH, height: HEIGHT }} />
  }
  const [lowest, highest] = [Math.min(...points), Math.max(...points)]
  // Small changes must not look like mountains.
  const range = Math.max(highest - lowest, highest * 0.1, 1)
  const x = (index: number) => EDGE + (index / (points.length - 1)) * (WIDTH - 2 * EDGE)
  const y = (value: number) => HEIGHT - EDGE - ((value - lowest) / range) * (HEIGHT - 2 * EDGE)
  const line = points.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${label}: from ${formatNumber(first)} to ${formatNumber(last)}`}
      className={classNames('block shrink-0', looks[tone])}
    >
      <polyline points={line} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}
