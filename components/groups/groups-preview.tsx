import { PreviewCell, PreviewHead, PreviewTable } from '#components/shared/preview-table.tsx'
import type { Outcome } from '#components/shared/use-each.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import { formatNumber } from '#lib/format/number.ts'
import { type GroupPlans, summarizeGroups } from './groups-plan.ts'
import { rowsBefore, summarizeReset } from './reset-words.ts'

interface GroupsPreviewProps {
  plans: GroupPlans
  results: GroupPlans
  undos: GroupPlans
}

/** What a reset means for each group, and then what came of it. */
export function GroupsPreview({ plans, results, undos }: GroupsPreviewProps) {
  return (
    <section aria-label="Preview" className="flex flex-col gap-2">
      <p aria-live="polite">
        <strong className="font-semibold">{summarizeGroups(plans)}.</strong>
      </p>
      <PreviewTable
        label="Groups"
        heads={[{ name: 'Group' }, { name: 'Partitions', isNumber: true }, { name: 'Result' }]}
      >
        {[...plans].map(([id, plan]) => (
          <tr key={id}>
            <PreviewHead>{id}</PreviewHead>
            <PreviewCell isNumber>{'value' in plan && formatNumber(rowsBefore(plan.value.rows).length)}</PreviewCell>
            <PreviewCell>
              <Result plan={plan} result={results.get(id)} undo={undos.get(id)} />
            </PreviewCell>
          </tr>
        ))}
      </PreviewTable>
    </section>
  )
}

interface ResultProps {
  plan: Outcome<OffsetResetReply>
  result: Outcome<OffsetResetReply> | undefined
  undo: Outcome<OffsetResetReply> | undefined
}

function Result({ plan, result, undo }: ResultProps) {
  if ('error' in plan) return <span className="text-bad">{plan.error}</span>
  if (undo) return 'error' in undo ? <span className="text-bad">{`Not undone: ${undo.error}`}</span> : 'undone'
  if (!result) return <span className="text-muted">{summarizeReset(plan.value.rows)}</span>
  if ('error' in result) return <span className="text-bad">{result.error}</span>
  const failed = result.value.rows.filter(({ error }) => error !== undefined)
  if (failed.length > 0) return <span className="text-bad">{`${failed.length} not reset: ${failed[0]?.error}`}</span>
  return result.value.unverified === undefined
    ? 'reset, and verified'
    : `accepted, but not verified: ${result.value.unverified}`
}
