import { useSettings } from '#lib/client/settings.ts'
import { NO_LAYOUT, type TableLayout } from '#lib/client/settings-schema.ts'

/** How the user arranged a table, kept by the browser. */
export function useTableLayout(tableId: string): [TableLayout, (layout: TableLayout) => void] {
  const [{ tables }, change] = useSettings()
  return [tables[tableId] ?? NO_LAYOUT, (layout) => change({ tables: { ...tables, [tableId]: layout } })]
}
