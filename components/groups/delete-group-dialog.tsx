'use client'

import { useRouter } from 'next/navigation'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useDeleteGroup } from '#lib/client/use-groups.ts'
import { deleteGroupCommand } from '#lib/commands/groups.ts'
import type { Group } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'
import { ActiveMembers, whyActive } from './active-members.tsx'

interface DeleteGroupDialogProps {
  cluster: string
  group: Group
  onClose: () => void
}

export function DeleteGroupDialog({ cluster, group, onClose }: DeleteGroupDialogProps) {
  const { trigger, isMutating, error } = useDeleteGroup(cluster, group.id)
  const router = useRouter()
  const name = groupName(group.id)
  const submit = async () => {
    const done = await trigger().catch(() => null)
    if (!done) return
    toast.success(`${name} was deleted`)
    onClose()
    router.push(pagePaths.groups(cluster))
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={`Delete ${name}`}
      description="All committed offsets of the group are deleted. Consumers that join it again start where their auto.offset.reset says. This cannot be undone."
      action="Delete group"
      look="danger"
      nameToType={group.id}
      isPending={isMutating}
      error={error}
      disabledBecause={whyActive(group)}
      onSubmit={submit}
    >
      <ActiveMembers cluster={cluster} group={group} />
      <DialogCommand cluster={cluster} make={(client) => deleteGroupCommand(client, group)} />
    </FormDialog>
  )
}
