import { splitForMiddle } from '#lib/format/middle.ts'

/**
 * A name that is shortened in its middle where there is no room, for a flex container that may shrink. Readers of the
 * page get it whole.
 */
export function MiddleShortened({ text }: { text: string }) {
  const { head, tail } = splitForMiddle(text)
  if (tail === '') return <span className="truncate">{text}</span>
  return (
    <>
      <span aria-hidden className="truncate whitespace-pre">
        {head}
      </span>
      <span aria-hidden className="shrink-0 whitespace-pre">
        {tail}
      </span>
      <span className="sr-only select-none">{text}</span>
    </>
  )
}
