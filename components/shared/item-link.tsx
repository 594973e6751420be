'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'

interface ItemLinkProps {
  href: string
  title?: string
  className?: string
  children: ReactNode
}

/** A link in a row of a list. Its page is preloaded on hover, and not for every row on the screen. */
export function ItemLink({ href, title, className, children }: ItemLinkProps) {
  const [isLikely, setIsLikely] = useState(false)
  const expect = () => setIsLikely(true)
  return (
    <Link
      href={href}
      title={title}
      prefetch={isLikely ? null : false}
      onMouseEnter={expect}
      onFocus={expect}
      className={classNames('hover:text-accent hover:underline', className)}
    >
      {children}
    </Link>
  )
}

interface NameLinkProps {
  href: string
  name: string
  className?: string
}

/** A name in a list: truncated if there is no room, with the whole name on hover. */
export function NameLink({ href, name, className }: NameLinkProps) {
  return (
    <ItemLink
      href={href}
      title={name}
      className={classNames('max-w-96 truncate font-medium max-sm:max-w-40', className)}
    >
      {name}
    </ItemLink>
  )
}
