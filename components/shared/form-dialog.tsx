'use client'

import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { explainError } from './error-help.ts'
import { Field } from './field.tsx'

interface FormDialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What will happen, and what cannot be undone. */
  description: ReactNode
  /** The label of the button, in a word or two. */
  action: string
  /** Wide enough for a table. */
  isWide?: boolean
  look?: 'primary' | 'danger'
  /** Must be typed before the button is enabled: for actions that cannot be undone. */
  nameToType?: string
  disabledBecause?: string | null
  /** Submitting was attempted although the form is not valid. */
  onRefused?: () => void
  isPending: boolean
  /** The error of the last attempt. */
  error?: unknown
  onSubmit: () => void
  /** The label of the other button: Cancel, unless something was done before closing. */
  dismissal?: string
  /** For what takes a while: it can be stopped, and the dialog stays open until it has ended. */
  onStop?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  /** Other actions, at the other end of the row of buttons. */
  secondary?: ReactNode
  children?: ReactNode
}

/** Every form of the dashboard: fields, errors, and one button that submits. */
export function FormDialog(props: FormDialogProps) {
  const { isOpen, onClose, title, description, isWide = false } = props
  const isHeld = props.isPending && props.onStop !== undefined
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && !isHeld && onClose()}
      title={title}
      description={description}
      look={isWide ? 'wide' : 'plain'}
    >
      <Form {...props} />
    </Dialog>
  )
}

function Form(props: FormDialogProps) {
  const { onClose, action, look = 'primary', nameToType, disabledBecause = null, isPending, error } = props
  const { onSubmit, onRefused } = props
  // What was typed for one name does not confirm another.
  const [entry, setEntry] = useState({ name: nameToType, text: '' })
  const typed = entry.name === nameToType ? entry.text : ''
  const id = useId()
  // A group id may begin or end with a space.
  const isNamed = nameToType === undefined || typed === nameToType || typed.trim() === nameToType
  const reason = disabledBecause ?? (isNamed ? null : `Type ${nameToType} first`)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason !== null) onRefused?.()
    else if (!isPending) onSubmit()
  }
  return (
    <form onSubmit={submit} onKeyDown={props.onKeyDown} className="flex flex-col gap-3 **:scroll-mb-16">
      {props.children}
      {nameToType !== undefined && (
        <Field
          id={id}
          label={
            <>
              Type <strong className="font-mono">{nameToType}</strong> to confirm
            </>
          }
        >
          <Input
            id={id}
            value={typed}
            onChange={(event) => setEntry({ name: nameToType, text: event.target.value })}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      )}
      {error !== undefined && error !== null && <Failure error={error} />}
      {/* In sight however long the form is. */}
      <div className="sticky bottom-0 z-10 -mx-4 -mb-4 flex items-center justify-end gap-2 bg-surface px-4 pt-2 pb-4">
        {props.secondary && <div className="mr-auto">{props.secondary}</div>}
        {isPending && props.onStop ? (
          <Button onClick={props.onStop}>Stop</Button>
        ) : (
          <Button onClick={onClose}>{props.dismissal ?? 'Cancel'}</Button>
        )}
        <Button type="submit" look={look} isPending={isPending} disabledBecause={reason} onRefused={onRefused}>
          {action}
        </Button>
      </div>
    </form>
  )
}

function Failure({ error }: { error: unknown }) {
  const { title, message, check } = explainError(error)
  return (
    <Notice tone="bad" title={`${title}.`}>
      {message} <span className="text-muted">{check}</span>
    </Notice>
  )
}
