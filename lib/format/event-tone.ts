/** What an event means for those who look on: something ended well, is only to be known, or went wrong. */
export function eventTone(kind: string): 'ok' | 'note' | 'warn' | 'bad' {
  if (/join|back/.test(kind)) return 'ok'
  if (/reset|topic|controller/.test(kind)) return 'note'
  return /-(?:down|offline|lost|stopped|stalled)$/.test(kind) ? 'bad' : 'warn'
}
