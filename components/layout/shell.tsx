'use client'

import dynamic from 'next/dynamic'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useCallback, useState } from 'react'
import { Toasts } from '#components/ui/toast.tsx'
import { TooltipProvider } from '#components/ui/tooltip.tsx'
import { LiveProvider } from '#lib/client/live.tsx'
import { Banners } from './banners.tsx'
import { ClusterStripe } from './cluster-stripe.tsx'
import { CommandPalette } from './command-palette.tsx'
import { Navigation } from './navigation.tsx'
import { type HelpSection, OpenHelp } from './open-help.ts'
import { TopBar } from './top-bar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

/** Few open it, so it is loaded when it is needed. */
const HelpSheet = dynamic(() => import('./help-sheet.tsx').then((module) => module.HelpSheet), { ssr: false })

/** The frame of every page of a cluster. */
export function Shell({ cluster, children }: { cluster: string; children: ReactNode }) {
  const [isNavigationOpen, setNavigationOpen] = useState(false)
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [help, setHelp] = useState<HelpSection | null>(null)
  const open = useCallback((what: 'search' | 'help') => {
    if (what === 'search') setPaletteOpen(true)
    else setHelp('shortcuts')
  }, [])
  useShortcuts(cluster, open)

  return (
    <LiveProvider key={cluster} cluster={cluster}>
      <TooltipProvider delayDuration={300}>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-control focus:bg-surface focus:p-2"
        >
          Skip to the content
        </a>
        <ClusterStripe />
        <div className="lg:grid lg:grid-cols-[var(--spacing-nav)_minmax(0,1fr)]">
          <aside className="sticky top-0 z-30 h-screen overflow-y-auto border-line border-r bg-surface max-lg:hidden">
            <Navigation />
          </aside>
          <div className="min-w-0">
            <TopBar
              onOpenNavigation={() => setNavigationOpen(true)}
              onOpenPalette={() => setPaletteOpen(true)}
              onOpenHelp={() => setHelp('shortcuts')}
            />
            <main id="content" className="max-w-7xl px-3.5 pt-5 pb-10 lg:px-5.5">
              <Banners />
              {children}
            </main>
          </div>
        </div>
        <Drawer isOpen={isNavigationOpen} onOpenChange={setNavigationOpen} />
        <OpenHelp value={setHelp}>{isPaletteOpen && <CommandPalette onClose={() => setPaletteOpen(false)} />}</OpenHelp>
        {help && <HelpSheet first={help} onClose={() => setHelp(null)} />}
        <Toasts />
      </TooltipProvider>
    </LiveProvider>
  )
}

/** The navigation on screens that are too narrow to show it permanently. */
function Drawer({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim lg:hidden" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-64 overflow-y-auto bg-surface lg:hidden"
        >
          <Radix.Title className="sr-only">Navigation</Radix.Title>
          <Navigation onFollow={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
