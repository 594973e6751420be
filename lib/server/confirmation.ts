import 'server-only'
import { AppError } from '#lib/contract/errors.ts'

/** What cannot be undone is asked for by name, so that no slip of an address does it. */
export function assertConfirmed(confirm: string | undefined, name: string): void {
  if (confirm === name) return
  throw new AppError('invalid', `This cannot be undone: add ?confirm=${encodeURIComponent(name)}.`, {
    field: 'confirm',
  })
}
