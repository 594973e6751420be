import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: { theme: { text: ['tiny', 'small', 'base', 'large', 'figure', 'title'] } },
})

/** Joins class names; of two that set the same, the later wins, so a caller's `className` goes last. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values))
}
