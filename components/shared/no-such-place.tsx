import Link from 'next/link'
import { pagePaths } from '#lib/contract/paths.ts'
import { EmptyState } from './empty-state.tsx'

/** What stands in the place of a page that does not exist. */
export function NoSuchPlace() {
  return (
    <EmptyState
      title="There is no such page"
      action={
        <Link href={pagePaths.clusters} className="text-accent underline">
          To the start
        </Link>
      }
    >
      The address may have a mistake, or names a cluster that is not configured here.
    </EmptyState>
  )
}
