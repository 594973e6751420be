import { Link } from '#components/ui/link.tsx'
import { pagePaths } from '#lib/contract/paths.ts'
import { PageHeader } from './page-header.tsx'

/** Shown instead of a page that does not exist. */
export function NoSuchPlace() {
  return (
    <div className="max-w-prose">
      <PageHeader title="Page not found" />
      <p className="mb-4 text-muted">The URL may be misspelled, or names a cluster that is not configured.</p>
      <Link href={pagePaths.clusters} className="text-accent underline">
        Go to the start page
      </Link>
    </div>
  )
}
