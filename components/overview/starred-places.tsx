'use client'

import { Star } from 'lucide-react'
import { NameLink } from '#components/shared/item-link.tsx'
import { usePlaces } from '#lib/client/places.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'

/** The topics and groups that the user starred; nothing if there are none. */
export function StarredPlaces({ cluster }: { cluster: string }) {
  const { starred } = usePlaces(cluster)
  if (starred.length === 0) return null
  return (
    <nav aria-label="Starred" className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-1">
      <Star className="size-3.5 fill-current text-warn" aria-hidden />
      {starred.map(({ kind, id }) => (
        <span key={`${kind} ${id}`} className="flex min-w-0 items-center gap-1.5">
          <span className="text-faint text-small">{kind}</span>
          {kind === 'topic' ? (
            <NameLink href={pagePaths.topic(cluster, id)} name={id} />
          ) : (
            <NameLink href={pagePaths.group(cluster, id)} name={groupName(id)} />
          )}
        </span>
      ))}
    </nav>
  )
}
