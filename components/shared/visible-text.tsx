import { memo } from 'react'
import { isPlain, visibleParts } from '#lib/format/visible-text.ts'

/** Keeps consecutive spaces, although lines wrap. */
export const spaceLook = '[white-space-collapse:preserve]'
const markLook = 'rounded-small bg-warn-soft px-0.5 text-warn'

/** A text with nothing hidden: invisible characters are shown as escapes, marked, and named on hover. */
export const VisibleText = memo(function VisibleText({ text, hasLines = false }: { text: string; hasLines?: boolean }) {
  return (
    <bdi className={spaceLook}>
      <VisiblePart text={text} hasLines={hasLines} />
    </bdi>
  )
})

interface VisiblePartProps {
  text: string
  hasLines?: boolean
  /** Whether the text goes on before or behind this part of it. */
  goesOnBefore?: boolean
  goesOnBehind?: boolean
}

/** A part of such a text, without an element of its own. */
export function VisiblePart({ text, ...options }: VisiblePartProps) {
  if (isPlain(text, options)) return text
  return visibleParts(text, options).map((part, index) =>
    part.sign === undefined ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text do not move
      <span key={index} title={part.sign} className={markLook}>
        {part.text}
      </span>
    ),
  )
}

/** Shows what is missing: null and "" differ. */
export function Absent({ kind }: { kind: 'null' | 'empty' }) {
  return (
    <em
      title={kind === 'null' ? 'null: there is no value' : 'An empty value of 0 bytes'}
      className="rounded-small bg-sunken px-1 text-faint text-small italic"
    >
      {kind}
    </em>
  )
}
