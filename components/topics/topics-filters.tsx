import { useQueryStates } from 'nuqs'
import { healthChoices } from '#components/shared/health-filter.ts'
import { Segmented } from '#components/ui/segmented.tsx'
import { Select } from '#components/ui/select.tsx'
import { topicsFilterParams } from './topics-search-params.ts'

const policies = [
  { value: '', label: 'All cleanup policies' },
  { value: 'delete', label: 'delete' },
  { value: 'compact', label: 'compact' },
] as const

const views = [
  { value: 'list', label: 'List' },
  { value: 'tree', label: 'Tree' },
] as const

export function useTopicsFilter() {
  return useQueryStates(topicsFilterParams)
}

/** What narrows the topics, and whether they are a list or a tree. */
export function TopicsFilters() {
  const [{ internal, health, policy, view }, filter] = useTopicsFilter()
  return (
    <>
      <Segmented
        label="View"
        value={view}
        options={views}
        onChange={(value) => filter({ view: value, page: null, open: null })}
      />
      <Segmented
        label="Health"
        value={health}
        options={healthChoices}
        onChange={(value) => filter({ health: value, page: null })}
      />
      <Select
        aria-label="Cleanup policy"
        value={policy ?? ''}
        options={policies}
        onChange={(value) => filter({ policy: value || null, page: null })}
      />
      <label className="flex cursor-pointer items-center gap-1.5 text-muted hover:text-text">
        <input
          type="checkbox"
          checked={internal}
          onChange={(event) => filter({ internal: event.target.checked || null, page: null })}
          className="accent-accent"
        />
        Internal
      </label>
    </>
  )
}
