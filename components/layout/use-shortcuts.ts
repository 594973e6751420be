import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { type GlobalAction, pressKey } from './shortcuts.ts'

/** Where keys belong to what has the focus: in a box or a radio button nothing is typed. */
const OWN_KEYS =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]'

/** Binds the shortcuts that work everywhere. In fields, dialogs and menus, only those with Ctrl or Command do. */
export function useShortcuts(cluster: string, open: (what: 'search' | 'help') => void): void {
  const router = useRouter()
  const pathname = usePathname()
  const pending = useRef<readonly string[]>([])
  useEffect(() => {
    const act = (action: GlobalAction) => {
      if (action.kind === 'go') router.push(action.path(cluster, pathname))
      else open(action.kind)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const isOwn = event.target instanceof Element && event.target.closest(OWN_KEYS) !== null
      const hasModifier = event.ctrlKey || event.metaKey
      if (event.defaultPrevented || event.altKey || event.repeat || event.isComposing || (isOwn && !hasModifier)) return
      if (event.key === 'Shift' || event.key === 'Control' || event.key === 'Meta') return
      const step = pressKey(pending.current, event)
      pending.current = step.pending
      if (!step.action) return
      event.preventDefault()
      act(step.action)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [router, cluster, pathname, open])
}
