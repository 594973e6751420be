import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...props}
      className={classNames(
        'rounded-control border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-small text-text',
        className,
      )}
    />
  )
}
