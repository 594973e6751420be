'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useClusterId } from '#lib/client/live.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { findPage } from './pages.ts'

export function Breadcrumbs() {
  const cluster = useClusterId()
  const { data } = useCluster(cluster)
  const page = findPage(usePathname(), cluster)
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0 truncate text-muted">
      <Link href={pagePaths.overview(cluster)} className="hover:text-text max-sm:hidden">
        {data?.name ?? cluster}
      </Link>
      {page && (
        <>
          <span aria-hidden className="px-1.5 text-faint max-sm:hidden">
            /
          </span>
          <span aria-current="page" className="font-semibold text-text">
            {page.name}
          </span>
        </>
      )}
    </nav>
  )
}
