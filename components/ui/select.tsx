'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export interface SelectOption<Value extends string | number> {
  readonly value: Value
  readonly label: string
}

interface SelectProps<Value extends string | number>
  extends Omit<ComponentProps<'button'>, 'value' | 'onChange' | 'children' | 'type' | 'role'> {
  value: Value
  options: readonly SelectOption<Value>[]
  onChange: (value: Value) => void
}

/** Radix refuses an empty value, which is how "all of them" is written. */
const keyOf = (value: string | number) => `=${value}`

/** A choice of one from a list that opens: by pointer, arrow keys, or the first letters of an option. */
export function Select<Value extends string | number>(props: SelectProps<Value>) {
  const { value, options, onChange, disabled, className, ...trigger } = props
  const choose = (key: string) => {
    const option = options.find((candidate) => keyOf(candidate.value) === key)
    if (option) onChange(option.value)
  }
  return (
    <Radix.Root value={keyOf(value)} onValueChange={choose} {...(disabled && { disabled })}>
      <Radix.Trigger
        {...trigger}
        className={classNames(
          'flex h-7.5 items-center justify-between gap-1.5 rounded-control border border-line-strong bg-surface px-2 text-left text-text disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted',
          className,
        )}
      >
        <span className="truncate">
          {/* Written by us, so that it is there before the options are, and for options that are only drawn when open. */}
          <Radix.Value>{options.find((option) => option.value === value)?.label ?? value}</Radix.Value>
        </span>
        <ChevronDown className="size-3.5 shrink-0 text-faint" aria-hidden />
      </Radix.Trigger>
      <Options options={options} />
    </Radix.Root>
  )
}

function Options({ options }: { options: readonly SelectOption<string | number>[] }) {
  return (
    // No portal: it belongs to the part of the page that its trigger is in.
    <Radix.Content
      position="popper"
      sideOffset={4}
      collisionPadding={8}
      className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[calc(100vw-1rem)] animate-appear overflow-hidden rounded-card border border-line-strong bg-surface shadow-card"
    >
      <Radix.Viewport className="p-1">
        {options.map(({ value, label }) => (
          <Radix.Item
            key={value}
            value={keyOf(value)}
            data-value={value}
            className="flex cursor-pointer select-none items-center gap-2 rounded-small py-1.5 pr-3 pl-2 text-text outline-none data-[highlighted]:bg-accent-soft data-[highlighted]:text-accent"
          >
            <span className="w-4 shrink-0">
              <Radix.ItemIndicator>
                <Check className="size-3.5" aria-hidden />
              </Radix.ItemIndicator>
            </span>
            <Radix.ItemText>{label}</Radix.ItemText>
          </Radix.Item>
        ))}
      </Radix.Viewport>
    </Radix.Content>
  )
}
