import { LineSample } from '#components/shared/chart/chart-layers.tsx'
import { visibleText } from '#lib/format/visible-text.ts'
import { comparedLooks } from './compared.ts'

interface CompareLegendProps {
  /** What the lines measure. */
  measure: string
  /** In the order of the lines. */
  names: readonly string[]
}

export function CompareLegend({ measure, names }: CompareLegendProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-1 px-3.5 pt-3 pb-1 text-muted">
      <h2 className="font-semibold text-text">{measure}</h2>
      <ul className="contents">
        {names.map((name, index) => (
          <li key={name} className="wrap-anywhere flex min-w-0 items-center gap-2">
            <LineSample look={comparedLooks[index] ?? 'solid'} />
            {visibleText(name)}
          </li>
        ))}
      </ul>
    </header>
  )
}
