import type { ReactNode } from 'react'
import { CopyIcon } from './copy-button.tsx'

interface PageHeaderProps {
  title: string
  /** What the button beside the title copies; omitted: there is none. */
  copied?: string
  state?: ReactNode
  actions?: ReactNode
}

/** The name of the resource, its state beside it, and its actions. */
export function PageHeader({ title, copied, state, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex min-w-0 items-center gap-1.5">
        <h1 className="wrap-anywhere min-w-0 font-semibold text-title tracking-tight">{title}</h1>
        {copied !== undefined && <CopyIcon text={copied} of={title} />}
      </div>
      {state}
      {actions && <div className="ml-auto flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}
