'use client'

import { useId, useState } from 'react'
import { Combobox } from '#components/ui/combobox.tsx'
import { isTimeZone } from '#lib/format/time-zone.ts'
import { Field } from './field.tsx'
import { FormDialog } from './form-dialog.tsx'

const SUGGESTED = 50
const names = Intl.supportedValuesOf('timeZone')
const plain = (name: string) => name.toLowerCase().replaceAll('_', ' ')

interface TimeZoneDialogProps {
  onChoose: (zone: string) => void
  onClose: () => void
}

/** Any time zone that the browser knows, found by a part of its name. */
export function TimeZoneDialog({ onChoose, onClose }: TimeZoneDialogProps) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const matches = names.filter((name) => plain(name).includes(plain(typed.trim()))).slice(0, SUGGESTED)
  const exact = names.find((name) => plain(name) === plain(typed.trim()))
  const zone = exact ?? (isTimeZone(typed.trim()) ? typed.trim() : null)
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title="Time zone"
      description="All times are shown and typed in this time zone."
      action="Use time zone"
      isPending={false}
      disabledBecause={zone === null ? 'Choose a time zone first' : null}
      onSubmit={() => {
        if (zone === null) return
        onChoose(zone)
        onClose()
      }}
    >
      <Field id={id} label="Name" hint="Such as Europe/Berlin">
        <Combobox id={id} value={typed} suggestions={matches} onChange={setTyped} />
      </Field>
    </FormDialog>
  )
}
