import type { ReactNode } from 'react'

/** The name of the resource, its state beside it, and its actions. */
export function PageHeader({ title, state, actions }: { title: string; state?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="font-semibold text-title tracking-tight">{title}</h1>
      {state}
      {actions && <div className="ml-auto flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}
