'use client'

import { ArrowUp } from 'lucide-react'
import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { useSettings } from '#lib/client/settings.ts'
import { liveBuffers } from '#lib/client/settings-schema.ts'
import { counted, formatNumber } from '#lib/format/number.ts'

interface LiveControlsProps {
  /** Otherwise it broke off, and nothing arrives. */
  isFollowing: boolean
  /** Records that arrived while the table was paused. */
  waiting: number
  /** Of those, the ones that were dropped because the buffer was full. */
  missed: number
  dropped: number
  /** Offsets that were skipped while it was disconnected. */
  skipped: number
  onResume: () => void
}

/** For a live view: return to the newest record, and show how many were not shown. */
export function LiveControls(props: LiveControlsProps) {
  const { isFollowing, waiting, missed, dropped, skipped, onResume } = props
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2 empty:hidden">
      {waiting > 0 && (
        <Button look="primary" onClick={onResume}>
          <ArrowUp className="size-3.5" aria-hidden />
          {counted(waiting, 'new message')}: show newest
        </Button>
      )}
      {missed > 0 && <span className="text-warn">the oldest {formatNumber(missed)} exceeded the buffer</span>}
      {isFollowing && <BufferSize />}
      {skipped > 0 && <span className="text-muted">{counted(skipped, 'offset')} skipped while disconnected</span>}
      {dropped > 0 && (
        <span
          className="text-warn"
          title="They arrived faster than the browser could receive them. A filter reduces the rate."
        >
          {counted(dropped, 'message')} dropped: rate too high
        </span>
      )}
    </div>
  )
}

function BufferSize() {
  const [{ liveRows }, change] = useSettings()
  const id = useId()
  return (
    <>
      <label htmlFor={id} className="pl-1.5 text-muted">
        Buffer
      </label>
      <Select
        id={id}
        value={liveRows}
        options={liveBuffers.map((size) => ({ value: size, label: `${formatNumber(size)} messages` }))}
        onChange={(size) => change({ liveRows: size })}
      />
    </>
  )
}
