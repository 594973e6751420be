import { useCallback, useState } from 'react'

export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly toggle: (key: string) => void
}

/** The selected rows. They stay selected while the list is searched or paged. */
export function useSelection(): Selection & { readonly remove: (gone: readonly string[]) => void } {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const remove = useCallback(
    (gone: readonly string[]) => setKeys((before) => new Set([...before].filter((key) => !gone.includes(key)))),
    [],
  )
  return {
    keys,
    toggle: (key) => {
      const next = new Set(keys)
      if (!next.delete(key)) next.add(key)
      setKeys(next)
    },
    remove,
  }
}
