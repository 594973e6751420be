'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuTitle } from '#components/ui/menu.tsx'
import { useSettings } from '#lib/client/settings.ts'

const choices = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

const zones: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'local', label: 'Local' },
  { value: 'utc', label: 'UTC' },
]

// Loaded when it is opened, because few ever choose a zone by name.
const TimeZoneDialog = dynamic(() => import('./time-zone-dialog.tsx').then((module) => module.TimeZoneDialog), {
  ssr: false,
})

const icons = { system: Monitor, light: Sun, dark: Moon }

export function ThemeMenu() {
  const [{ theme, timeZone }, change] = useSettings()
  const [isNaming, setNaming] = useState(false)
  const isNamed = zones.every(({ value }) => value !== timeZone)
  const Icon = icons[theme]
  const trigger = (
    <IconButton label="Theme and time zone">
      <Icon className="size-4" aria-hidden />
    </IconButton>
  )
  return (
    <>
      <Menu trigger={trigger}>
        <MenuChoice value={theme} options={choices} onChange={(value) => change({ theme: value })} />
        <MenuSeparator />
        <MenuTitle>Time zone</MenuTitle>
        <MenuChoice
          value={timeZone}
          options={isNamed ? [...zones, { value: timeZone, label: timeZone }] : zones}
          onChange={(value) => change({ timeZone: value })}
        />
        <MenuItem onSelect={() => setNaming(true)}>
          <span className="w-4" aria-hidden />
          By name…
        </MenuItem>
      </Menu>
      {isNaming && (
        <TimeZoneDialog onChoose={(value) => change({ timeZone: value })} onClose={() => setNaming(false)} />
      )}
    </>
  )
}

/** Keeps the document in the chosen theme; before the first paint a script in the page's head has set it. */
export function Appearance() {
  const [{ theme, density }] = useSettings()
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      const isDark = theme === 'dark' || (theme === 'system' && system.matches)
      document.documentElement.classList.toggle('dark', isDark)
    }
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  return null
}
