'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useEffect } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { useSettings } from '#lib/client/settings.ts'

const choices = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

const icons = { system: Monitor, light: Sun, dark: Moon }

export function ThemeMenu() {
  const [{ theme }, change] = useSettings()
  const Icon = icons[theme]
  const trigger = (
    <IconButton label="Theme">
      <Icon className="size-4" aria-hidden />
    </IconButton>
  )
  return (
    <Menu trigger={trigger}>
      <MenuChoice value={theme} options={choices} onChange={(value) => change({ theme: value })} />
    </Menu>
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
