import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <select
      {...props}
      className={classNames('h-7.5 rounded-control border border-line-strong bg-surface px-1.5 text-text', className)}
    />
  )
}
