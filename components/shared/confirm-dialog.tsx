'use client'

import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'

interface ConfirmDialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What will happen, and what cannot be undone. */
  consequences: ReactNode
  /** Must be typed before the button works. */
  name: string
  action: string
  isPending: boolean
  onConfirm: () => void
}

/** Asks for the name of the thing before something happens to it that is hard to undo. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  consequences,
  name,
  action,
  isPending,
  onConfirm,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const isMatching = typed.trim() === name

  const close = () => {
    setTyped('')
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isMatching || isPending) return
    setTyped('')
    onConfirm()
  }
  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && close()} title={title} description={consequences}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <label htmlFor={id}>
          Type <strong className="font-mono">{name}</strong> to confirm
        </label>
        <Input
          id={id}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button
            type="submit"
            look="danger"
            isPending={isPending}
            disabledBecause={isMatching ? null : `Type ${name} first`}
          >
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
