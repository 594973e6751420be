export function KeyboardKey({ children }: { children: string }) {
  return (
    <kbd className="rounded-small border border-line-strong px-1.5 font-mono text-muted text-tiny" aria-hidden>
      {children}
    </kbd>
  )
}
