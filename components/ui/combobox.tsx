'use client'

import { Popover as Radix } from 'radix-ui'
import { type ComponentProps, type KeyboardEvent, useId, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { Input } from './input.tsx'

interface ComboboxProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'list' | 'role' | 'type'> {
  value: string
  suggestions: readonly string[]
  onChange: (text: string) => void
  /** A suggestion was chosen; without it, the suggestion becomes the text. */
  onChoose?: (suggestion: string) => void
}

/** A text field with suggestions: the arrow keys go through them, Enter takes one, and any other text is accepted. */
export function Combobox({ value, suggestions, onChange, onChoose = onChange, ...input }: ComboboxProps) {
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const isShown = isOpen && suggestions.length > 0
  const highlighted = isShown ? suggestions[active] : undefined
  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const take = (suggestion: string) => {
    close()
    onChoose(suggestion)
  }
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setOpen(true)
      setActive(stepped(isShown ? active : -1, step, suggestions.length))
    } else if (event.key === 'Enter' && highlighted !== undefined) {
      // Otherwise it would submit the form.
      event.preventDefault()
      event.stopPropagation()
      take(highlighted)
    } else if (event.key === 'Enter') close()
  }
  return (
    <Radix.Root open={isShown} onOpenChange={(open) => !open && close()}>
      <Radix.Anchor asChild>
        <Input
          autoComplete="off"
          spellCheck={false}
          {...input}
          ref={field}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isShown}
          aria-controls={isShown ? listId : undefined}
          aria-activedescendant={highlighted === undefined ? undefined : `${listId}-${active}`}
          value={value}
          onChange={({ target }) => {
            setOpen(true)
            setActive(-1)
            onChange(target.value)
          }}
          onClick={() => setOpen(true)}
          onBlur={close}
          onKeyDown={press}
        />
      </Radix.Anchor>
      {/* No portal: it belongs to the part of the page that its field is in. */}
      <Radix.Content
        asChild
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.target === field.current && event.preventDefault()}
      >
        <Suggestions id={listId} suggestions={suggestions} active={active} onTake={take} />
      </Radix.Content>
    </Radix.Root>
  )
}

interface SuggestionsProps extends ComponentProps<'div'> {
  id: string
  suggestions: readonly string[]
  active: number
  onTake: (suggestion: string) => void
}

function Suggestions({ id, suggestions, active, onTake, ...content }: SuggestionsProps) {
  return (
    <div
      {...content}
      id={id}
      role="listbox"
      aria-label="Suggestions"
      className="z-50 max-h-64 min-w-(--radix-popover-trigger-width) max-w-[calc(100vw-1rem)] animate-appear overflow-auto rounded-card border border-line-strong bg-surface p-1 shadow-card"
    >
      {suggestions.map((suggestion, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps the focus and has the keys
        <div
          key={suggestion}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === active}
          ref={place === active ? scrollToSight : undefined}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
          className={classNames(
            'cursor-pointer truncate rounded-small px-2 py-1.5 hover:bg-sunken',
            place === active && 'bg-accent-soft text-accent',
          )}
        >
          {suggestion}
        </div>
      ))}
    </div>
  )
}

function scrollToSight(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' })
}

/** From the last to the first, and back; without a place, to the first or the last. */
function stepped(place: number, step: number, count: number): number {
  if (place === -1) return step > 0 ? 0 : count - 1
  return (place + step + count) % Math.max(1, count)
}
