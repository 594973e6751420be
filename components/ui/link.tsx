'use client'

import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

/** A link whose page is loaded ahead when somebody is about to follow it, and not for being on the screen. */
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
