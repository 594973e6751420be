'use client'

import { useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { usePreviewOffsetReset, useResetOffsets } from '#lib/client/use-groups.ts'
import { resetOffsetsCommand } from '#lib/commands/groups.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import type { Group } from '#lib/contract/groups.ts'
import { groupName } from '#lib/format/group-words.ts'
import { ActiveMembers, whyActive } from './active-members.tsx'
import { emptyForm, type ResetForm, readResetForm } from './reset-form.ts'
import type { DoneReset } from './reset-outcome.tsx'
import { ResetPreview } from './reset-preview.tsx'
import { ResetScope } from './reset-scope.tsx'
import { ResetTarget } from './reset-target.tsx'

interface ResetOffsetsDialogProps {
  cluster: string
  group: string
  /** null: the group does not exist yet, and is created by its first commit. */
  known: Group | null
  onDone: (done: DoneReset) => void
  onClose: () => void
}

/** Shows the new offset of each partition first; only then, and with the name typed, they are reset. */
export function ResetOffsetsDialog({ cluster, group, known, onDone, onClose }: ResetOffsetsDialogProps) {
  const [form, setForm] = useState<ResetForm>({
    ...emptyForm,
    scope: known && known.topics.length > 0 ? 'all' : 'topics',
  })
  const [plan, setPlan] = useState<OffsetResetReply | null>(null)
  const preview = usePreviewOffsetReset(cluster, group)
  const reset = useResetOffsets(cluster, group)
  const read = readResetForm(form)
  const request = 'value' in read ? read.value : null
  const isPending = preview.isMutating || reset.isMutating

  const change = (part: Partial<ResetForm>) => {
    setForm({ ...form, ...part })
    setPlan(null)
    preview.reset()
    reset.reset()
  }
  const submit = async () => {
    if (!request) return
    if (!plan) {
      setPlan((await preview.trigger(request).catch(() => null)) ?? null)
      return
    }
    const done = await reset.trigger(request).catch(() => null)
    if (!done) return
    onDone({ kind: 'reset', atMs: Date.now(), rows: done.rows, unverified: done.unverified })
    onClose()
  }
  const movable = plan?.rows.some(({ error, before, after }) => error === undefined && before !== after)
  const problem = 'problem' in read ? read.problem : null
  const whyNot = plan && (whyActive(known) ?? (movable ? null : 'Nothing would change'))
  return (
    <FormDialog
      isOpen
      isWide
      onClose={onClose}
      title={known ? `Reset offsets of ${groupName(group)}` : `Set start offsets of ${groupName(group)}`}
      description="Sets the committed offset of each partition: an earlier offset means that messages are consumed again, a later one that they are skipped. A preview comes first."
      action={plan ? 'Reset offsets' : 'Preview'}
      look={plan ? 'danger' : 'primary'}
      {...(plan && { nameToType: group })}
      isPending={isPending}
      error={reset.error ?? preview.error}
      disabledBecause={problem ?? whyNot}
      onSubmit={submit}
    >
      {known && <ActiveMembers cluster={cluster} group={known} />}
      <ResetTarget cluster={cluster} group={group} form={form} onChange={change} problem={problem} />
      {form.type !== 'rows' && (
        <ResetScope cluster={cluster} form={form} topics={known?.topics ?? []} onChange={change} />
      )}
      {plan && <ResetPreview plan={plan} />}
      <DialogCommand
        cluster={cluster}
        isShown={request !== null}
        make={(client) =>
          resetOffsetsCommand(
            client,
            {
              group,
              ...(request ?? { to: { type: 'current' } }),
              refused: plan?.rows.filter(({ error }) => error !== undefined),
            },
            plan ? '--execute' : '--dry-run',
          )
        }
      />
    </FormDialog>
  )
}
