import { Button } from '#components/ui/button.tsx'
import { isOnLines, relaidJson } from './json-layout.ts'

interface FormatJsonButtonProps {
  /** To whom it belongs, for a screen reader. */
  of: string
  text: string
  /** Why the text is no JSON. */
  problem: string | null
  onChange: (text: string) => void
}

/** Indents JSON, or puts it on one line again; no digit is lost. */
export function FormatJsonButton({ of, text, problem, onChange }: FormatJsonButtonProps) {
  const label = isOnLines(text) ? 'Compact JSON' : 'Format JSON'
  const reason = text === '' ? 'There is nothing to format' : problem
  const format = () => {
    const relaid = relaidJson(text)
    // Deeper nesting than can be laid out stays as it is.
    if (relaid !== null) onChange(relaid)
  }
  return (
    <Button aria-label={`${label} of the ${of}`} look="ghost" disabledBecause={reason} onClick={format}>
      {label}
    </Button>
  )
}
