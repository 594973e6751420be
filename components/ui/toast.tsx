'use client'

import { type ComponentType, useEffect, useSyncExternalStore } from 'react'
import type { ExternalToast, ToasterProps } from 'sonner'

/** The first page is drawn without the library of toasts, which is there before anybody needs one. */
const LOAD_AFTER_MS = 2_000

let Toaster: ComponentType<ToasterProps> | null = null
const followers = new Set<() => void>()
let onShown = () => {}
const isShown = new Promise<void>((resolve) => {
  onShown = resolve
})

async function load() {
  const sonner = await import('sonner')
  Toaster = sonner.Toaster
  for (const follow of followers) follow()
  return sonner.toast
}

async function show(kind: 'success' | 'error', title: string, options: ExternalToast | undefined): Promise<void> {
  const toast = await load()
  // One that comes before its place is on the page is lost.
  await isShown
  toast[kind](title, options)
}

export const toast = {
  success: (title: string, options?: ExternalToast) => void show('success', title, options),
  error: (title: string, options?: ExternalToast) => void show('error', title, options),
}

/** The place of toasts on a page. */
export function Toasts() {
  const Shown = useSyncExternalStore(
    follow,
    () => Toaster,
    () => null,
  )
  useEffect(() => {
    // What fails here is tried again with the first toast.
    const timer = setTimeout(() => load().catch(() => {}), LOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (Shown) onShown()
  }, [Shown])
  return Shown && <Shown position="bottom-right" toastOptions={{ className: 'font-sans' }} />
}

function follow(onChange: () => void): () => void {
  followers.add(onChange)
  return () => followers.delete(onChange)
}
