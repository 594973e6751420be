'use client'

import { ChevronRight, Columns3 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { FieldPath } from '#lib/format/field-path.ts'
import type { JsonNode } from '#lib/format/lossless-json.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { jsonLooks, MarkedText } from './marked-text.tsx'
import { shorten } from './payload-preview.tsx'
import type { PointTarget } from './point-target.ts'
import { isNothingSelected, PointButton, placeOf, usePointing } from './pointing.tsx'

/** More items of one list are shown on request. */
const PAGE = 100
const MAX_TEXT_LENGTH = 2_000
const OPEN_DEPTH = 3
/** A large value opens with its first level only. */
const MANY_ELEMENTS = 40

type Steps = FieldPath['steps']

interface TreeProps {
  node: JsonNode
  /** Adds a column for the field to the table. */
  onColumn?: ((steps: Steps) => void) | undefined
  /** What the value of a field can be used for. */
  targetsAt?: ((steps: Steps) => readonly PointTarget[]) | undefined
}

/** JSON as a collapsible tree, with its numbers as they were written. */
export function JsonTree({ node, ...props }: TreeProps) {
  return (
    <div className="wrap-anywhere font-mono text-small leading-5">
      <Branch node={node} steps={[]} comma="" {...props} />
    </div>
  )
}

interface BranchProps extends TreeProps {
  name?: string | undefined
  steps: Steps
  comma: string
}

function Branch({ node, name, steps, comma, onColumn, targetsAt }: BranchProps) {
  const point = usePointing()
  const elements = elementsOf(node)
  const [isOpen, setOpen] = useState(
    steps.length < OPEN_DEPTH && (steps.length === 0 || (elements?.length ?? 0) <= MANY_ELEMENTS),
  )
  const [shown, setShown] = useState(PAGE)
  const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}']
  const label = name !== undefined && (
    <>
      <span className="text-accent">
        &quot;
        <MarkedText text={shorten(name, MAX_TEXT_LENGTH)} />
        &quot;
      </span>
      {': '}
    </>
  )
  if (!elements || elements.length === 0) {
    return (
      <div className="group relative pl-4">
        {label}
        {elements ? (
          `${open}${close}`
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer alone; the button at the end is for the keyboard
          // biome-ignore lint/a11y/useKeyWithClickEvents: the same
          <span
            className={point && targetsAt ? 'cursor-pointer rounded-small hover:bg-accent-soft' : undefined}
            onClick={({ currentTarget }) =>
              targetsAt && isNothingSelected() && point?.(targetsAt(steps), placeOf(currentTarget), null)
            }
          >
            <Leaf node={node} />
          </span>
        )}
        {comma}
        <span className="absolute -top-0.5 right-0 flex">
          {targetsAt && !elements && <PointButton label="Use this value" targets={() => targetsAt(steps)} />}
          {onColumn && steps.length > 0 && (
            <IconButton
              label="Show as column"
              onClick={() => onColumn(steps)}
              className="h-5.5 w-5.5 bg-surface opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
            >
              <Columns3 className="size-3" aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
    )
  }
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="relative pl-4 text-left hover:text-accent"
      >
        <ChevronRight
          aria-hidden
          className={classNames('absolute top-1 left-0 size-3 text-faint', isOpen && 'rotate-90')}
        />
        {label}
        {open}
        {!isOpen && (
          <span className="text-faint">
            {counted(elements.length, node.kind === 'array' ? 'item' : 'field')}
            {close}
            {comma}
          </span>
        )}
      </button>
      {isOpen && (
        <>
          <div className="pl-3.5">
            {elements.slice(0, shown).map((element, index) => (
              <Branch
                // biome-ignore lint/suspicious/noArrayIndexKey: what was read does not change, and names may stand twice
                key={index}
                name={element.name}
                node={element.value}
                steps={[...steps, element.name ?? index]}
                comma={index < elements.length - 1 ? ',' : ''}
                onColumn={onColumn}
                targetsAt={isShadowed(elements, index) ? undefined : targetsAt}
              />
            ))}
            {elements.length > shown && (
              <button type="button" onClick={() => setShown(shown + PAGE)} className="pl-4 text-accent underline">
                {formatNumber(elements.length - shown)} more
              </button>
            )}
          </div>
          <div className="pl-4">
            {close}
            {comma}
          </div>
        </>
      )}
    </div>
  )
}

/** Of a name that stands twice the last counts, so a path leads to no other. */
function isShadowed(elements: readonly { readonly name?: string }[], index: number): boolean {
  const name = elements[index]?.name
  return name !== undefined && elements.findLastIndex((other) => other.name === name) !== index
}

function elementsOf(node: JsonNode): readonly { readonly name?: string; readonly value: JsonNode }[] | null {
  if (node.kind === 'object') return node.members
  return node.kind === 'array' ? node.items.map((value) => ({ value })) : null
}

function Leaf({ node }: { node: JsonNode }) {
  if (node.kind === 'object' || node.kind === 'array') return null
  const rest = node.text.length - MAX_TEXT_LENGTH
  if (node.kind !== 'string') {
    return (
      <span className={jsonLooks[node.kind]}>
        <MarkedText text={shorten(node.text, MAX_TEXT_LENGTH)} />
      </span>
    )
  }
  return (
    <span className={jsonLooks.string}>
      &quot;
      <MarkedText text={shorten(node.text, MAX_TEXT_LENGTH)} />
      &quot;
      {rest > 0 && <span className="text-faint"> … {counted(rest, 'character')} more</span>}
    </span>
  )
}
