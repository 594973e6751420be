import type { ReactNode } from 'react'

interface FieldProps {
  /** The id of the control, for the label. */
  id: string
  label: ReactNode
  /** A related control, at the other end of the label's line. */
  aside?: ReactNode
  /** What it means, or what to enter. */
  hint?: ReactNode
  /** What is wrong with the input. */
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
