import type { ReactNode } from 'react'

interface FieldProps {
  /** That of the control, so that the label belongs to it. */
  id: string
  label: ReactNode
  /** What else is chosen about it, at the other end of its line. */
  aside?: ReactNode
  /** What it means, or what is entered. */
  hint?: ReactNode
  /** What is wrong with what was entered. */
  problem?: string | null
  children: ReactNode
}

export function Field({ id, label, aside, hint, problem, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1">
      {aside ? (
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={id} className="mr-auto font-medium">
            {label}
          </label>
          {aside}
        </div>
      ) : (
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
      )}
      {children}
      {problem ? (
        <p role="alert" className="text-bad text-small">
          {problem}
        </p>
      ) : (
        hint && <p className="text-muted text-small">{hint}</p>
      )}
    </div>
  )
}
