import 'server-only'
import { AppError } from '#lib/contract/errors.ts'

/** Irreversible requests have to name their target, so that a mistake in a URL does no harm. */
export function assertConfirmed(confirm: string | undefined, name: string): void {
  if (confirm === name) return
  throw new AppError('invalid', `This cannot be undone: add ?confirm=${encodeURIComponent(name)}.`, {
    field: 'confirm',
  })
}
