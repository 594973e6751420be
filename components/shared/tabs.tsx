import { classNames } from '#components/ui/class-names.ts'
import { Link } from '#components/ui/link.tsx'

export interface Tab {
  readonly name: string
  readonly path: string
  readonly count?: number | null
}

/** The parts of a large page, each with a URL of its own. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav aria-label={label} className="mb-4 border-line border-b">
      <ul className="flex flex-wrap gap-x-5">
        {tabs.map(({ name, path, count }) => (
          <li key={name}>
            <Link
              href={path}
              aria-current={name === current ? 'page' : undefined}
              className={classNames(
                '-mb-px block border-b-2 py-2',
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
