'use client'

import { Pause, Play } from 'lucide-react'
import { StatusDot, type Tone } from '#components/ui/badge.tsx'
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuTitle } from '#components/ui/menu.tsx'
import { useLive } from '#lib/client/live.tsx'
import type { Live } from '#lib/client/live-store.ts'
import { useSettings } from '#lib/client/settings.ts'
import { paces } from '#lib/client/settings-schema.ts'
import { useNow } from '#lib/client/use-now.ts'
import { formatDuration } from '#lib/format/duration.ts'

const STALE_MS = 15_000

const paceChoices = paces.map((seconds) => ({
  value: String(seconds),
  label: seconds === 0 ? 'Live' : seconds === 60 ? 'Every minute' : `Every ${seconds} s`,
}))

/** The age of the data on the screen, and how to pause its updates. */
export function Freshness() {
  const live = useLive()
  const [settings, change] = useSettings()
  const { tone, label, text } = describe(live, useNow(), settings.paceSeconds)
  const isPaused = live.pausedAtMs !== null
  const trigger = (
    <button
      type="button"
      aria-label={`${label}: ${text}. Pause or change the refresh rate`}
      className="flex items-center gap-2 rounded-control px-2 py-1 text-muted hover:bg-sunken hover:text-text"
    >
      <StatusDot tone={tone} label={label} />
      <span className="whitespace-nowrap tabular-nums">{text}</span>
    </button>
  )
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={isPaused ? live.resume : live.pause}>
        {isPaused ? <Play className="size-3.5" aria-hidden /> : <Pause className="size-3.5" aria-hidden />}
        {isPaused ? 'Resume' : 'Pause'}
      </MenuItem>
      <MenuSeparator />
      <MenuTitle>Refresh</MenuTitle>
      <MenuChoice
        value={String(settings.paceSeconds)}
        options={paceChoices}
        onChange={(value) => change({ paceSeconds: paces.find((seconds) => String(seconds) === value) ?? 0 })}
      />
    </Menu>
  )
}

function describe(live: Live, nowMs: number, paceSeconds: number): { tone: Tone; label: string; text: string } {
  const { shown, connection, pausedAtMs, status } = live
  const age = shown && `${formatAge(nowMs - shown.takenAtMs)} ago`
  if (connection === 'lost') return { tone: 'bad', label: 'Not connected', text: age ?? 'not connected' }
  if (!shown && status?.status === 'offline') return { tone: 'bad', label: 'Not connected', text: 'not connected' }
  if (!age || !shown) return { tone: 'neutral', label: 'Connecting', text: 'connecting…' }
  if (pausedAtMs !== null) return { tone: 'note', label: 'Paused', text: `paused · ${age}` }
  if (status?.status === 'offline') return { tone: 'bad', label: 'The cluster is not responding', text: age }
  const isStale = nowMs - shown.takenAtMs > STALE_MS + paceSeconds * 1_000
  return isStale ? { tone: 'warn', label: 'Stale', text: age } : { tone: 'ok', label: 'Live', text: age }
}

/** Whole seconds, because tenths would only flicker. */
function formatAge(ms: number): string {
  return ms < 60_000 ? `${Math.max(0, Math.round(ms / 1_000))} s` : formatDuration(ms)
}
