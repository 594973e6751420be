'use client'

import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { useClusterId } from '#lib/client/live.tsx'
import type { Destination } from './arrange-destinations.ts'
import { useDestinations } from './destinations.ts'

const LIST_ID = 'palette-list'
const optionId = (index: number) => `palette-option-${index}`

/** Opens any page, topic, group or broker by a part of its name, and does what can be done from anywhere. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const { destinations, isSearching } = useDestinations(useClusterId(), typed.trim())
  const selected = Math.min(chosen, destinations.length - 1)

  const jump = (destination: Destination | undefined) => {
    if (!destination) return
    onClose()
    if (typeof destination.target === 'string') router.push(destination.target)
    else destination.target()
  }
  // Enter typed before the response waits for it; the results on screen still belong to the previous text.
  const [isJumping, setJumping] = useState(false)
  useEffect(() => {
    if (!isJumping || isSearching) return
    setJumping(false)
    jump(destinations[selected])
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') setJumping(true)
    else if (step) setChosen((selected + step + destinations.length) % destinations.length)
    else return
    event.preventDefault()
  }
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-card border border-line-strong bg-surface shadow-card"
        >
          <Radix.Title className="sr-only">Search</Radix.Title>
          <input
            role="combobox"
            aria-label="Search topics, groups, pages"
            aria-expanded
            aria-controls={LIST_ID}
            aria-activedescendant={selected >= 0 ? optionId(selected) : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder="Search topics, groups, pages"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setJumping(false)
              setChosen(0)
            }}
            onKeyDown={onKeyDown}
            className="h-11 w-full rounded-t-card border-line border-b bg-surface px-4 text-large -outline-offset-2"
          />
          <div id={LIST_ID} role="listbox" aria-label="Search results" className="max-h-96 overflow-auto p-1.5">
            {destinations.map((destination, index) => (
              <Option
                key={`${destination.kind} ${destination.name}`}
                id={optionId(index)}
                destination={destination}
                isSelected={index === selected}
                onPoint={() => setChosen(index)}
                onJump={() => jump(destination)}
              />
            ))}
          </div>
          {destinations.length === 0 && (
            <p role="status" className="px-4 pb-8 text-center text-muted">
              {isSearching ? 'Searching…' : `No results for “${typed.trim()}”`}
            </p>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface OptionProps {
  id: string
  destination: Destination
  isSelected: boolean
  onPoint: () => void
  onJump: () => void
}

/** The field keeps the focus, and names the active option. */
function Option({ id, destination, isSelected, onPoint, onJump }: OptionProps) {
  const { kind, name, hint } = destination
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field that holds the focus
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-label={`${kind} ${name}`}
      tabIndex={-1}
      ref={(element) => {
        if (isSelected) element?.scrollIntoView({ block: 'nearest' })
      }}
      onMouseMove={onPoint}
      onClick={onJump}
      className={classNames(
        'flex cursor-pointer items-center gap-3 rounded-small px-2.5 py-2',
        isSelected && 'bg-accent-soft text-accent',
      )}
    >
      <span className={classNames('w-14 shrink-0 text-small', isSelected ? 'text-accent' : 'text-faint')}>{kind}</span>
      <span className="min-w-0 grow truncate">{name}</span>
      {hint && (
        <span className={classNames('shrink-0 text-small', isSelected ? 'text-accent' : 'text-muted')}>{hint}</span>
      )}
    </div>
  )
}
