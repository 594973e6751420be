'use client'

import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

/** A link that prefetches its page on hover and focus, and not when it becomes visible. */
export function Link({ onMouseEnter, onFocus, ...rest }: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  const [isLikely, setIsLikely] = useState(false)
  return (
    <NextLink
      {...rest}
      prefetch={isLikely ? null : false}
      onMouseEnter={(event) => {
        setIsLikely(true)
        onMouseEnter?.(event)
      }}
      onFocus={(event) => {
        setIsLikely(true)
        onFocus?.(event)
      }}
    />
  )
}
