import { ChevronRight } from 'lucide-react'
import { CopyIcon } from '#components/shared/copy-button.tsx'
import { ItemLink } from '#components/shared/item-link.tsx'
import { MiddleShortened } from '#components/shared/long-text.tsx'
import { StarButton } from '#components/shared/star-button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { useClusterId } from '#lib/client/live.tsx'
import { pagePaths } from '#lib/contract/paths.ts'
import type { TopicBranch } from '#lib/contract/topic-tree.ts'

const INDENT_REM = 1
/** Names have many parts, and screens little room. */
const MAX_INDENTS = 6

/** A branch where it stands in the tree. */
export interface TreeRow {
  readonly branch: TopicBranch
  /** The prefix of the branch that it is below. */
  readonly above: string
  readonly level: number
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** What a branch or a topic is called below the branch above it. */
export function BranchName({ row }: { row: TreeRow }) {
  const { branch, above, level } = row
  // A topic may be named like the branch that it is in: "a." beside "a.b".
  const text = branch.prefix.slice(above.length) || branch.prefix
  const indents = Math.min(level - 1, MAX_INDENTS)
  return (
    <span className="flex items-center gap-1" style={{ paddingLeft: `${indents * INDENT_REM}rem` }}>
      {branch.isTopic ? <TopicLink name={branch.prefix} text={text} /> : <Toggle row={row} text={text} />}
      {branch.isTopic && branch.internal && <span className="text-faint text-small">internal</span>}
    </span>
  )
}

function TopicLink({ name, text }: { name: string; text: string }) {
  const cluster = useClusterId()
  return (
    <>
      <StarButton kind="topic" id={name} name={name} />
      <ItemLink href={pagePaths.topic(cluster, name)} title={name} label={name} className="flex min-w-0 font-medium">
        <MiddleShortened text={text} />
      </ItemLink>
      <CopyIcon text={name} of={name} />
    </>
  )
}

function Toggle({ row: { branch, isOpen, onToggle }, text }: { row: TreeRow; text: string }) {
  return (
    <button
      type="button"
      data-toggle
      // The keys of the row do the same.
      tabIndex={-1}
      title={branch.prefix}
      aria-label={branch.prefix}
      onClick={onToggle}
      className="flex min-w-0 items-center gap-1 text-left hover:text-accent"
    >
      <ChevronRight className={classNames('mx-0.5 size-4 shrink-0 text-faint', isOpen && 'rotate-90')} aria-hidden />
      <span className="flex min-w-0">
        <MiddleShortened text={text} />
      </span>
    </button>
  )
}
