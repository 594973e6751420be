'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import type { Topic } from '#lib/contract/topics.ts'
import { AddPartitionsDialog } from './add-partitions-dialog.tsx'
import { CreateTopicDialog } from './create-topic-dialog.tsx'
import { DeleteTopicsDialog } from './delete-topics-dialog.tsx'
import { TruncateDialog } from './truncate-dialog.tsx'

type Action = 'like' | 'partitions' | 'truncate' | 'delete'

/** The actions on a topic. */
export function TopicActions({ cluster, topic }: { cluster: string; topic: Topic }) {
  const [action, setAction] = useState<Action | null>(null)
  const readOnly = useReadOnlyReason()
  const close = () => setAction(null)
  const trigger = (
    <Button disabledBecause={readOnly}>
      Actions
      <ChevronDown className="size-3.5" aria-hidden />
    </Button>
  )
  const dialog = { cluster, topic, onClose: close }
  return (
    <>
      {readOnly ? (
        trigger
      ) : (
        <Menu trigger={trigger}>
          <MenuItem onSelect={() => setAction('partitions')}>Add partitions…</MenuItem>
          <MenuItem onSelect={() => setAction('like')}>Duplicate topic…</MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={() => setAction('truncate')}>Delete messages…</MenuItem>
          <MenuItem onSelect={() => setAction('delete')}>Delete topic…</MenuItem>
        </Menu>
      )}
      {action === 'like' && <CreateTopicDialog cluster={cluster} like={topic} onClose={close} />}
      {action === 'partitions' && <AddPartitionsDialog {...dialog} />}
      {action === 'truncate' && <TruncateDialog {...dialog} />}
      {action === 'delete' && <DeleteTopicsDialog cluster={cluster} names={[topic.name]} onClose={close} />}
    </>
  )
}
