import type { ReactNode } from 'react'
import { FormDialog } from './form-dialog.tsx'

interface ConfirmDialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What will happen, and what cannot be undone. */
  consequences: ReactNode
  /** Must be typed before the button is enabled. */
  name: string
  action: string
  isPending: boolean
  error?: unknown
  onConfirm: () => void
}

/** Requires the name to be typed before an action that is hard to undo. */
export function ConfirmDialog({ consequences, name, onConfirm, ...props }: ConfirmDialogProps) {
  return <FormDialog {...props} look="danger" description={consequences} nameToType={name} onSubmit={onConfirm} />
}
