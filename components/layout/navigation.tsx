'use client'

import { usePathname } from 'next/navigation'
import { Logo } from '#components/shared/logo.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Link } from '#components/ui/link.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { ClusterSwitcher } from './cluster-switcher.tsx'
import { findPage, pages } from './pages.ts'

/** `onFollow` closes the drawer that holds it on small screens. */
export function Navigation({ onFollow = () => {} }: { onFollow?: () => void }) {
  const cluster = useClusterId()
  const { data } = useCluster(cluster)
  const current = findPage(usePathname(), cluster)
  return (
    <div className="flex flex-col gap-3 px-2.5 py-3.5">
      <Link
        href={pages[0]?.path(cluster) ?? '/'}
        onClick={onFollow}
        className="flex items-center gap-2.5 px-2 font-semibold text-large tracking-tight"
      >
        <Logo />
        Highwater
      </Link>
      <ClusterSwitcher />
      <nav aria-label="Main">
        <ul className="flex flex-col gap-0.5">
          {pages.map((page) => {
            const isCurrent = page === current
            const count = data && page.count ? page.count(data) : null
            return (
              <li key={page.name} className={classNames(page.isAside && 'mt-2 border-line border-t pt-2')}>
                <Link
                  href={page.path(cluster)}
                  onClick={onFollow}
                  aria-current={isCurrent ? 'page' : undefined}
                  className={classNames(
                    'flex justify-between rounded-control px-2.5 py-1.5',
                    isCurrent
                      ? 'bg-accent-soft font-semibold text-accent'
                      : 'text-muted hover:bg-sunken hover:text-text',
                  )}
                >
                  {page.name}
                  {count !== null && (
                    <span className={classNames('font-normal tabular-nums', !isCurrent && 'text-faint')}>{count}</span>
                  )}
                </Link>
              </li>
            )
          })}
        </ul>
      </nav>
    </div>
  )
}
