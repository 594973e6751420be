'use client'

import { ChevronDown } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { useRequestedAction } from '#components/shared/use-requested-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import type { Group } from '#lib/contract/groups.ts'
import { whyNoReset } from '#lib/format/group-words.ts'
import { DeleteGroupDialog } from './delete-group-dialog.tsx'
import { DeleteGroupOffsetsDialog } from './delete-group-offsets-dialog.tsx'
import { ResetOffsetsDialog } from './lazy-parts.tsx'
import type { DoneReset } from './reset-outcome.tsx'

interface GroupActionsProps {
  cluster: string
  group: Group
  onReset: (done: DoneReset) => void
}

type Action = 'reset' | 'delete-offsets' | 'delete'

/** The actions on a group. */
export function GroupActions({ cluster, group, onReset }: GroupActionsProps) {
  const [action, setAction] = useState<Action | null>(null)
  const readOnly = useReadOnlyReason()
  const close = () => setAction(null)
  const unsupported = whyNoReset(group.type)
  const isResettable = readOnly === null && unsupported === null
  useRequestedAction(
    'reset',
    useCallback(() => setAction(isResettable ? 'reset' : null), [isResettable]),
  )
  const trigger = (
    <Button disabledBecause={readOnly}>
      Actions
      <ChevronDown className="size-3.5" aria-hidden />
    </Button>
  )
  const dialog = { cluster, group, onClose: close }
  return (
    <>
      <Button onClick={() => setAction('reset')} disabledBecause={readOnly ?? unsupported}>
        Reset offsets…
      </Button>
      {readOnly ? (
        trigger
      ) : (
        <Menu trigger={trigger}>
          {unsupported === null && group.topics.length > 0 && (
            <MenuItem onSelect={() => setAction('delete-offsets')}>Delete offsets for a topic…</MenuItem>
          )}
          <MenuItem onSelect={() => setAction('delete')}>Delete group…</MenuItem>
        </Menu>
      )}
      {action === 'reset' && (
        <ResetOffsetsDialog cluster={cluster} group={group.id} known={group} onDone={onReset} onClose={close} />
      )}
      {action === 'delete-offsets' && <DeleteGroupOffsetsDialog {...dialog} />}
      {action === 'delete' && <DeleteGroupDialog {...dialog} />}
    </>
  )
}
