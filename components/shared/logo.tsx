/** A full glass with the waterline in it. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <rect x="1" y="1" width="20" height="20" rx="5" className="fill-accent" />
      <path d="M4 8h14" className="stroke-accent-ink" strokeWidth="2" strokeLinecap="round" />
      <path
        d="M4 15c2.3-2.6 4.7-2.6 7 0s4.7 2.6 7 0"
        className="stroke-accent-ink"
        strokeWidth="2"
        fill="none"
        strokeLinecap="round"
        opacity=".75"
      />
    </svg>
  )
}
