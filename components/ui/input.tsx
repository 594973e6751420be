import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input
      {...props}
      className={classNames(
        'h-7.5 rounded-control border border-line-strong bg-surface px-2.5 text-text aria-invalid:border-bad',
        className,
      )}
    />
  )
}
