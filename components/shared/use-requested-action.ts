import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useEffect } from 'react'

/**
 * Runs what a link to the page asks for in its address, and takes it out of the address at once: done later, that would
 * cancel the navigation to where the action leads.
 */
export function useRequestedAction(action: string, run: () => void): void {
  const [requested, setRequested] = useQueryState('action', parseAsStringLiteral([action]))
  useEffect(() => {
    if (requested === null) return
    void setRequested(null)
    run()
  }, [requested, setRequested, run])
}
