'use client'

import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Link } from '#components/ui/link.tsx'
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

/** A link in a row of a list. */
export function ItemLink({ href, title, label, className, children }: ItemLinkProps) {
  return (
    <Link
      href={href}
      title={title}
      aria-label={label}
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
