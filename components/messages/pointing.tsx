'use client'

import { ListFilter } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { VisibleText } from '#components/shared/visible-text.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { MenuAt, MenuItem, type MenuPlace, MenuSub, MenuTitle } from '#components/ui/menu.tsx'
import type { MessagesQuery } from './messages-query.ts'
import type { PointTarget } from './point-target.ts'

interface Pointed {
  readonly targets: readonly PointTarget[]
  readonly place: MenuPlace
  readonly returnTo: HTMLElement | null
}

/** Opens the menu for values at a place of the window. */
type OpenAt = (targets: readonly PointTarget[], place: MenuPlace, returnTo: HTMLElement | null) => void

const PointingContext = createContext<OpenAt | null>(null)

/** null: values cannot be pointed at here. */
export function usePointing(): OpenAt | null {
  return useContext(PointingContext)
}

export interface PointActions {
  onCondition: (condition: string) => void
  onKeySearch: (search: Pick<MessagesQuery, 'key' | 'keyFormat'>) => void
  /** As in the URL. */
  onColumn: (columnId: string) => void
}

/** Values inside can be pointed at. One menu for all of them, so that thousands cost nothing. */
export function Pointing({ children, ...actions }: PointActions & { children: ReactNode }) {
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const open = useCallback<OpenAt>((targets, place, returnTo) => {
    if (targets.length > 0) setPointed({ targets, place, returnTo })
  }, [])
  const [first, ...others] = pointed?.targets ?? []
  return (
    <PointingContext value={open}>
      {children}
      {pointed && first && (
        <MenuAt
          place={pointed.place}
          label="Use this value"
          returnTo={pointed.returnTo}
          onClose={() => setPointed(null)}
        >
          {others.length === 0 ? (
            <>
              <MenuTitle>
                <TargetName target={first} />
              </MenuTitle>
              <Uses target={first} {...actions} />
            </>
          ) : (
            pointed.targets.map((target) => (
              <MenuSub key={target.label} label={<TargetName target={target} />}>
                <Uses target={target} {...actions} />
              </MenuSub>
            ))
          )}
        </MenuAt>
      )}
    </PointingContext>
  )
}

function TargetName({ target: { label, text } }: { target: PointTarget }) {
  return (
    <span className="flex min-w-0 gap-1.5">
      <span className="shrink-0">
        <VisibleText text={label} />
      </span>
      <span className="truncate font-mono text-small text-text">
        <VisibleText text={text} />
      </span>
    </span>
  )
}

const NOT_COMPARABLE = 'only single values can be compared'

function Uses({ target, onCondition, onKeySearch, onColumn }: PointActions & { target: PointTarget }) {
  const { equals, differs, keySearch, columnId } = target
  return (
    <>
      <MenuItem
        disabledBecause={equals === null ? NOT_COMPARABLE : null}
        onSelect={() => equals !== null && onCondition(equals)}
      >
        = this
      </MenuItem>
      <MenuItem
        disabledBecause={differs === null ? NOT_COMPARABLE : null}
        onSelect={() => differs !== null && onCondition(differs)}
      >
        ≠ this
      </MenuItem>
      <MenuItem
        disabledBecause={keySearch === null ? 'no key that can be searched for' : null}
        onSelect={() => keySearch && onKeySearch(keySearch)}
      >
        this key
      </MenuItem>
      {columnId !== null && <MenuItem onSelect={() => onColumn(columnId)}>as column</MenuItem>}
    </>
  )
}

interface PointButtonProps {
  label: string
  /** Found when they are asked for. */
  targets: () => readonly PointTarget[]
  className?: string
}

/** Opens the menu for a value that it stands beside; nothing where values cannot be pointed at. */
export function PointButton({ label, targets, className }: PointButtonProps) {
  const open = usePointing()
  if (!open) return null
  return (
    <IconButton
      label={label}
      onClick={({ currentTarget }) => open(targets(), placeOf(currentTarget), currentTarget)}
      className={classNames(
        'h-5.5 w-5.5 bg-surface opacity-0 focus-visible:opacity-100 group-hover:opacity-100',
        className,
      )}
    >
      <ListFilter className="size-3" aria-hidden />
    </IconButton>
  )
}

/** Where an element is in the window. */
export function placeOf(element: Element): MenuPlace {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

/** Where a pointer is; the menu key of a keyboard has no place of its own. */
export function placeOfEvent(event: { clientX: number; clientY: number; currentTarget: Element }): MenuPlace {
  const { clientX, clientY, currentTarget } = event
  return clientX === 0 && clientY === 0 ? placeOf(currentTarget) : { left: clientX, top: clientY, width: 0, height: 0 }
}

/** A press that ends a selection of text is none. */
export function isNothingSelected(): boolean {
  return window.getSelection()?.isCollapsed !== false
}
