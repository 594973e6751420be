import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <section
      className={classNames('overflow-hidden rounded-card border border-line bg-surface shadow-card', className)}
    >
      {children}
    </section>
  )
}

export function CardHeader({ title, aside }: { title: string; aside?: ReactNode }) {
  return (
    <header className="flex items-center justify-between gap-3 border-line border-b px-3.5 py-2.5">
      <h2 className="font-semibold">{title}</h2>
      {aside && <div className="text-muted">{aside}</div>}
    </header>
  )
}
