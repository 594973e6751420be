'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { pagePaths } from '#lib/contract/paths.ts'

/** Links to the page of a group that does not exist yet, where its start offsets can be set. */
export function NewGroupButton({ cluster }: { cluster: string }) {
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const readOnly = useReadOnlyReason()
  const router = useRouter()
  const id = useId()
  return (
    <>
      <Button onClick={() => setOpen(true)} disabledBecause={readOnly}>
        New group…
      </Button>
      <FormDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="New group"
        description="A group is created when its first consumer joins or its first offset is committed. On its page you can set its start offsets before that."
        action="Open group page"
        isPending={false}
        disabledBecause={name.trim() === '' ? 'Enter the group.id that its consumers will use' : null}
        onSubmit={() => router.push(pagePaths.group(cluster, name))}
      >
        <Field id={id} label="Group ID">
          <Input
            id={id}
            autoComplete="off"
            spellCheck={false}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
      </FormDialog>
    </>
  )
}
