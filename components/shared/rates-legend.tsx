/** What the lines of the two rates in a chart of lag look like; items of a list. */
export function RatesLegend() {
  return (
    <>
      <li className="flex items-center gap-2">
        <span aria-hidden className="w-4 border-note border-t-2 border-dashed" />
        produced/s
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden className="w-4 border-ok border-t-2 border-dotted" />
        consumed/s
      </li>
    </>
  )
}
