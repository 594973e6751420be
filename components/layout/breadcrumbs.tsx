'use client'

import { usePathname } from 'next/navigation'
import { Link } from '#components/ui/link.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useClusters } from '#lib/client/use-clusters.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { findPage, findSubject } from './pages.ts'

export function Breadcrumbs() {
  const cluster = useClusterId()
  const { data } = useClusters()
  const name = data?.items.find(({ id }) => id === cluster)?.name
  const pathname = usePathname()
  const page = findPage(pathname, cluster)
  const rest = page ? findSubject(pathname, page.path(cluster)) : null
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0 truncate text-muted">
      <Link href={pagePaths.overview(cluster)} className="hover:text-text max-sm:hidden">
        {name ?? cluster}
      </Link>
      {page && (
        <>
          <span aria-hidden className="px-1.5 text-faint max-sm:hidden">
            /
          </span>
          {rest === null ? (
            <span aria-current="page" className="font-semibold text-text">
              {page.name}
            </span>
          ) : (
            <>
              <Link href={page.path(cluster)} className="hover:text-text">
                {page.name}
              </Link>
              <span aria-hidden className="px-1.5 text-faint">
                /
              </span>
              <span aria-current="page" className="font-semibold text-text">
                {visibleText(rest)}
              </span>
            </>
          )}
        </>
      )}
    </nav>
  )
}
