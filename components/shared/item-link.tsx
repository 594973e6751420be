'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { CopyIcon } from './copy-button.tsx'
import { MiddleShortened } from './long-text.tsx'

interface ItemLinkProps {
  href: string
  title?: string
  /** Its name for those who cannot see where it stands. */
  label?: string
  className?: string
  children: ReactNode
}

/** A link in a row of a list. Its page is preloaded on hover, and not for every row on the screen. */
export function ItemLink({ href, title, label, className, children }: ItemLinkProps) {
  const [isLikely, setIsLikely] = useState(false)
  const expect = () => setIsLikely(true)
  return (
    <Link
      href={href}
      title={title}
      aria-label={label}
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
  /** As it is shown. */
  name: string
  /** What the button beside it copies; omitted: there is none. */
  copied?: string
  className?: string
}

/** A name in a list: shortened in the middle if there is no room, with the whole name on hover. */
export function NameLink({ href, name, copied, className }: NameLinkProps) {
  return (
    <span className={classNames('inline-flex min-w-0 max-w-full items-center gap-1 align-middle', className)}>
      <ItemLink href={href} title={name} className="flex min-w-0 font-medium">
        <MiddleShortened text={name} />
      </ItemLink>
      {copied !== undefined && <CopyIcon text={copied} of={name} />}
    </span>
  )
}
