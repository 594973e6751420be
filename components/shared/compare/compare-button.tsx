import { useRouter } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { MAX_COMPARED, MIN_COMPARED } from './compared.ts'

interface CompareButtonProps {
  selected: ReadonlySet<string>
  /** The plural of what is compared. */
  nouns: string
  path: (ids: readonly string[]) => string
}

/** Leads to the page that shows the selected rows side by side; there is none without a selection. */
export function CompareButton({ selected, nouns, path }: CompareButtonProps) {
  const router = useRouter()
  if (selected.size === 0) return null
  const fits = selected.size >= MIN_COMPARED && selected.size <= MAX_COMPARED
  return (
    <Button
      onClick={() => router.push(path([...selected]))}
      disabledBecause={fits ? null : `Select ${MIN_COMPARED} to ${MAX_COMPARED} ${nouns} to compare.`}
    >
      Compare
    </Button>
  )
}
