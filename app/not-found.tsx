import Link from 'next/link'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { pagePaths } from '#lib/contract/paths.ts'

export default function NotFound() {
  return (
    <main id="content">
      <EmptyState
        title="There is no such page"
        action={
          <Link href={pagePaths.clusters} className="text-accent underline">
            To the start
          </Link>
        }
      >
        The address may have a mistake, or the page has moved.
      </EmptyState>
    </main>
  )
}
