import Link from 'next/link'
import { pagePaths } from '#lib/contract/paths.ts'
import { PageHeader } from './page-header.tsx'

/** Shown instead of a page that does not exist. */
export function NoSuchPlace() {
  return (
    <div className="max-w-prose">
      <PageHeader title="There is no such page" />
      <p className="mb-4 text-muted">The address may have a mistake, or names a cluster that is not configured here.</p>
      <Link href={pagePaths.clusters} className="text-accent underline">
        To the start
      </Link>
    </div>
  )
}
