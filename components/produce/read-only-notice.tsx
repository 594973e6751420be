import { Notice } from '#components/ui/notice.tsx'

/** Shown before anything is filled in that could not be sent. `reason`: the result of `useReadOnlyReason`. */
export function ReadOnlyNotice({ reason }: { reason: string | null }) {
  if (reason === null) return null
  return (
    <Notice isQuiet tone="note" title={`${reason}.`} className="mb-4">
      Messages cannot be sent, but the form still builds the command to copy.
    </Notice>
  )
}
