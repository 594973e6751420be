'use client'

import { useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { saveText } from '#components/shared/save-text.ts'
import { succeeded, useEach } from '#components/shared/use-each.ts'
import { usePlanned } from '#components/shared/use-planned.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useResetGroups } from '#lib/client/use-groups.ts'
import { resetGroupsCommand } from '#lib/commands/groups.ts'
import type { OffsetResetReply, OffsetResetRequest } from '#lib/contract/group-offsets.ts'
import { counted } from '#lib/format/number.ts'
import { isMove, offsetsOfGroups, whyLeftOut } from './groups-plan.ts'
import { GroupsPreview } from './groups-preview.tsx'
import { emptyForm, type ResetForm, readResetForm, type TargetType } from './reset-form.ts'
import { ResetTarget } from './reset-target.tsx'
import { rowsBefore } from './reset-words.ts'

/** Those that mean something for every group. */
const targets: readonly TargetType[] = ['earliest', 'latest', 'timestamp', 'duration', 'shift']

interface ResetGroupsDialogProps {
  cluster: string
  ids: readonly string[]
  onClose: () => void
}

/** Resets all committed offsets of several groups: planned first, then done, each group with its own result. */
export function ResetGroupsDialog({ cluster, ids, onClose }: ResetGroupsDialogProps) {
  const [form, setForm] = useState<ResetForm>(emptyForm)
  const { read, send, refresh } = useResetGroups(cluster)
  const { plans, results, done, left, isPlanned, ...change } = usePlanned<OffsetResetReply, OffsetResetReply>(
    ids,
    isMove,
  )
  const undos = useEach<OffsetResetReply>()
  const readForm = readResetForm(form)
  const request = 'value' in readForm ? readForm.value : null
  const to = request?.to
  const problem = 'problem' in readForm ? readForm.problem : null
  // A shift that failed may have been applied all the same, and would move offsets once more.
  const hasFailed = [...results.values()].some((result) => 'error' in result)
  const repeated =
    hasFailed && form.type === 'shift' ? 'Close this and preview again: a shift may not be repeated' : null
  const isRunning = change.isRunning || undos.isRunning
  // What comes of it must be what was asked for, and is shown to the end.
  const edit = (part: Partial<ResetForm>) => {
    if (isRunning) return
    setForm({ ...form, ...part })
    change.forget()
    undos.forget()
  }
  const plan = async (id: string, reset: OffsetResetRequest) => {
    const reason = whyLeftOut(await read(id))
    if (reason !== null) throw new Error(reason)
    return send(id, { ...reset, dryRun: true })
  }
  const submit = async () => {
    if (!request) return
    if (!isPlanned) return void change.plan((id) => plan(id, request))
    const outcomes = await change.apply((id) => send(id, { ...request, dryRun: false }))
    refresh()
    const count = succeeded(outcomes).size
    if (count > 0) toast.success(`Offsets of ${counted(count, 'group')} were reset`)
  }
  const save = () => saveText('offsets-before.csv', offsetsOfGroups(done), 'text/csv')
  const undo = async () => {
    const left = [...done.keys()].filter((id) => !succeeded(undos.outcomes).has(id))
    const undone = await undos.run(left, (id) => {
      const rows = rowsBefore(done.get(id)?.rows ?? [])
      return send(id, { to: { type: 'rows', rows }, dryRun: false })
    })
    refresh()
    if (succeeded(undone).size < left.length) return
    toast.success(`Offsets of ${counted(undone.size, 'group')} are as before the reset`)
    onClose()
  }
  return (
    <FormDialog
      isOpen
      isWide
      onClose={onClose}
      title={`Reset offsets of ${counted(ids.length, 'group')}`}
      description="Sets all committed offsets of each group: an earlier offset means that messages are consumed again, a later one that they are skipped. A preview comes first."
      action={isPlanned ? `Reset ${counted(left.length, 'group')}` : 'Preview'}
      look={isPlanned ? 'danger' : 'primary'}
      {...(isPlanned && left.length > 0 && { nameToType: `reset ${counted(left.length, 'group')}` })}
      isPending={isRunning}
      disabledBecause={problem ?? repeated ?? (isPlanned && left.length === 0 ? 'Nothing would change' : null)}
      onStop={() => {
        change.stop()
        undos.stop()
      }}
      dismissal={done.size > 0 ? 'Close' : 'Cancel'}
      secondary={
        done.size > 0 && (
          <div className="flex gap-2">
            <Button onClick={undo} isPending={undos.isRunning}>
              Undo
            </Button>
            <Button onClick={save} tip="A file from which Kafka's own script can restore them">
              Save previous offsets
            </Button>
          </div>
        )
      }
      onSubmit={submit}
    >
      <ResetTarget cluster={cluster} types={targets} form={form} onChange={edit} problem={problem} />
      {plans.size > 0 && <GroupsPreview plans={plans} results={results} undos={undos.outcomes} />}
      {to && to.type !== 'group' && to.type !== 'rows' && (
        <DialogCommand
          cluster={cluster}
          make={(client) =>
            resetGroupsCommand(client, left.length > 0 ? left : ids, to, isPlanned ? '--execute' : '--dry-run')
          }
        />
      )}
    </FormDialog>
  )
}
