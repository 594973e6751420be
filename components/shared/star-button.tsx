'use client'

import { Star } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import { useStar } from '#lib/client/places.ts'
import type { Place } from '#lib/client/places-schema.ts'

/** `name`: of the place, as it is shown. In a list, a star that is not set is there once its row is pointed at. */
export function StarButton({ kind, id, name }: Place & { name: string }) {
  const [isOn, toggle] = useStar({ kind, id })
  return (
    <button
      type="button"
      aria-label={`Star ${name}`}
      aria-pressed={isOn}
      title={isOn ? `Unstar ${name}` : `Star ${name}: it comes first in lists and in the search`}
      onClick={toggle}
      className={classNames(
        'shrink-0 rounded-small p-0.5 hover:bg-line focus-visible:opacity-100',
        isOn
          ? 'text-warn'
          : 'text-faint hover:text-text pointer-fine:[tr:focus-within_&]:opacity-100 pointer-fine:[tr:hover_&]:opacity-100 pointer-fine:[tr_&]:opacity-0',
      )}
    >
      <Star className={classNames('size-3.5', isOn && 'fill-current')} aria-hidden />
    </button>
  )
}
