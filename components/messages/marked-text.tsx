import { createContext, memo, useContext } from 'react'
import { spaceLook, VisiblePart } from '#components/shared/visible-text.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { type MarkedPart, markedParts, type PartKind, type Sought } from '#lib/format/marked-parts.ts'

/** What was searched for in the rows shown; null: nothing. */
export const SoughtContext = createContext<Sought | null>(null)

interface MarkedTextProps {
  text: string
  /** Whether it is coloured as JSON. */
  isJson?: boolean
  /** Whether line breaks are kept. */
  hasLines?: boolean
  /** The most characters that there is room for. */
  length?: number
}

export const jsonLooks: Readonly<Record<PartKind, string | undefined>> = {
  plain: undefined,
  name: 'text-accent',
  string: 'text-ok',
  number: 'text-note',
  word: 'text-note',
}

/** A text with nothing hidden, in which what was searched for is marked, and cut so that it is seen. */
export const MarkedText = memo(function MarkedText({ text, hasLines = false, ...options }: MarkedTextProps) {
  const sought = useContext(SoughtContext)
  const { parts, isCutBefore, isCutAfter } = markedParts(text, { ...options, sought })
  return (
    <bdi className={spaceLook}>
      {isCutBefore && <span className="text-faint">…</span>}
      {parts.map((part, index) => (
        <Part
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text do not move
          key={index}
          part={part}
          hasLines={hasLines}
          goesOnBefore={index > 0 || isCutBefore}
          goesOnBehind={index < parts.length - 1 || isCutAfter}
        />
      ))}
      {isCutAfter && <span className="text-faint">…</span>}
    </bdi>
  )
})

interface PartProps {
  part: MarkedPart
  hasLines: boolean
  goesOnBefore: boolean
  goesOnBehind: boolean
}

function Part({ part: { text, kind, isMatch }, ...options }: PartProps) {
  const shown = <VisiblePart text={text} {...options} />
  const look = jsonLooks[kind]
  if (isMatch)
    return <mark className={classNames('rounded-small bg-warn-soft font-semibold', look ?? 'text-text')}>{shown}</mark>
  return look === undefined ? shown : <span className={look}>{shown}</span>
}
