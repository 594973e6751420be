import { usePathname } from 'next/navigation'
import { Link } from '#components/ui/link.tsx'
import { useClusterIdIfAny } from '#lib/client/live.tsx'
import { pagePaths } from '#lib/contract/paths.ts'

/** Links to the connection page, from any place where something could not be reached. */
export function ConnectionLink() {
  const cluster = useClusterIdIfAny()
  const isThere = usePathname() === (cluster && pagePaths.connection(cluster))
  if (cluster === null || isThere) return null
  return (
    <Link href={pagePaths.connection(cluster)} className="text-accent underline">
      Diagnose the connection
    </Link>
  )
}
