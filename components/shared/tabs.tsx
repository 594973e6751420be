import { classNames } from '#components/ui/class-names.ts'
import { Link } from '#components/ui/link.tsx'

export interface Tab {
  readonly name: string
  readonly path: string
  readonly count?: number | null
}

/** The parts of a large page, each with a URL of its own; in one line, which scrolls where there is no room for it. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav aria-label={label} className="mb-4">
      {/* The line below is a shadow, as a border would lie beside that of the current tab, and not under it. */}
      <ul className="flex gap-x-5 overflow-x-auto overflow-y-hidden whitespace-nowrap shadow-[inset_0_-1px_var(--color-line)]">
        {tabs.map(({ name, path, count }) => (
          <li key={name} ref={name === current ? scrollToSight : undefined}>
            <Link
              href={path}
              aria-current={name === current ? 'page' : undefined}
              className={classNames(
                'block border-b-2 py-2 focus-visible:-outline-offset-2',
                name === current
                  ? 'border-accent font-semibold text-text'
                  : 'border-transparent text-muted hover:text-text',
              )}
            >
              {name}
              {count !== undefined && count !== null && <span className="pl-1.5 font-normal text-faint">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function scrollToSight(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
}
