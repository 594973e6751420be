'use client'

import { CircleQuestionMark, Menu as MenuIcon, Search } from 'lucide-react'
import { PAGE_TOOLS_ID } from '#components/shared/page-commands.tsx'
import { ThemeMenu } from '#components/shared/theme-menu.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { KeyboardKey } from '#components/ui/keyboard-key.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Freshness } from './freshness.tsx'

interface TopBarProps {
  onOpenNavigation: () => void
  onOpenPalette: () => void
  onOpenHelp: () => void
}

export function TopBar({ onOpenNavigation, onOpenPalette, onOpenHelp }: TopBarProps) {
  return (
    <header className="sticky top-0 z-20 flex h-bar items-center gap-2 border-line border-b bg-surface px-3 sm:gap-3 lg:px-5.5">
      <IconButton label="Open navigation" onClick={onOpenNavigation} className="lg:hidden">
        <MenuIcon className="size-4.5" aria-hidden />
      </IconButton>
      <Breadcrumbs />
      <button
        type="button"
        onClick={onOpenPalette}
        aria-keyshortcuts="/ Control+K"
        className="ml-auto flex h-7.5 items-center gap-2 rounded-control border border-line bg-bg px-2.5 text-faint hover:border-line-strong sm:w-64"
      >
        <Search className="size-3.5 sm:hidden" aria-hidden />
        <span className="max-sm:sr-only">Search topics, groups, pages</span>
        <span className="ml-auto max-sm:hidden">
          <KeyboardKey>/</KeyboardKey>
        </span>
      </button>
      <div id={PAGE_TOOLS_ID} className="flex empty:hidden" />
      <Freshness />
      <IconButton
        label="Keyboard shortcuts and glossary"
        aria-keyshortcuts="?"
        onClick={onOpenHelp}
        className="max-sm:hidden"
      >
        <CircleQuestionMark className="size-4" aria-hidden />
      </IconButton>
      <ThemeMenu />
    </header>
  )
}
