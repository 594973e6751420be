import { useCallback, useState } from 'react'
import { type Chosen, nothingChosen, withAll, withRangeTo, withToggled } from './chosen-rows.ts'

type Rows = readonly { readonly id: string }[]

export interface ChoosableRows {
  readonly ids: ReadonlySet<string>
  readonly toggle: (id: string) => void
  /** From the row that was chosen last to this one. */
  readonly rangeTo: (id: string, rows: Rows) => void
  readonly toggleAll: (rows: Rows) => void
  readonly clear: () => void
}

/** The rows that were chosen among those of one query. */
export function useChosenRows(query: string): ChoosableRows {
  const [{ of, chosen }, setState] = useState({ of: query, chosen: nothingChosen })
  if (of !== query) setState({ of: query, chosen: nothingChosen })
  const change = useCallback(
    (next: (chosen: Chosen) => Chosen) => setState((state) => ({ ...state, chosen: next(state.chosen) })),
    [],
  )
  return {
    ids: chosen.ids,
    toggle: useCallback((id: string) => change((now) => withToggled(now, id)), [change]),
    rangeTo: useCallback((id: string, rows: Rows) => change((now) => withRangeTo(now, id, rows)), [change]),
    toggleAll: useCallback((rows: Rows) => change((now) => withAll(now, rows)), [change]),
    clear: useCallback(() => change(() => nothingChosen), [change]),
  }
}
