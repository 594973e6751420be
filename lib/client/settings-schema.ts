export const themes = ['system', 'light', 'dark'] as const
export const densities = ['comfortable', 'compact'] as const
/** The shortest time between two updates of the screen; 0: each change is shown at once. */
export const paces = [0, 5, 15, 60] as const

export const liveBuffers = [500, 2_000, 10_000] as const
export const timeZones = ['local', 'utc'] as const
export const timeStyles = ['absolute', 'relative'] as const

export interface Settings {
  readonly theme: (typeof themes)[number]
  readonly density: (typeof densities)[number]
  readonly paceSeconds: (typeof paces)[number]
  /** The format of record timestamps. */
  readonly timeZone: (typeof timeZones)[number]
  readonly timeStyle: (typeof timeStyles)[number]
  /** How many records a live view keeps. */
  readonly liveRows: (typeof liveBuffers)[number]
  /** Columns that differ from the defaults of a table, by table: shown or hidden. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, boolean>>>>
}

export const SETTINGS_KEY = 'highwater.settings'

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  paceSeconds: 0,
  timeZone: 'local',
  timeStyle: 'absolute',
  liveRows: 2_000,
  columns: {},
}

/**
 * Reads stored settings field by field; an invalid field, such as one of an older version, falls back to its default.
 */
export function parseSettings(text: string | null): Settings {
  const stored = readObject(text)
  return {
    theme: oneOf(themes, stored.theme, defaultSettings.theme),
    density: oneOf(densities, stored.density, defaultSettings.density),
    paceSeconds: oneOf(paces, stored.paceSeconds, defaultSettings.paceSeconds),
    timeZone: oneOf(timeZones, stored.timeZone, defaultSettings.timeZone),
    timeStyle: oneOf(timeStyles, stored.timeStyle, defaultSettings.timeStyle),
    liveRows: oneOf(liveBuffers, stored.liveRows, defaultSettings.liveRows),
    columns: isColumns(stored.columns) ? stored.columns : defaultSettings.columns,
  }
}

function readObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function oneOf<T>(allowed: readonly T[], value: unknown, fallback: T): T {
  return allowed.find((candidate) => candidate === value) ?? fallback
}

function isColumns(value: unknown): value is Settings['columns'] {
  if (!isRecord(value)) return false
  return Object.values(value).every(
    (table) => isRecord(table) && Object.values(table).every((shown) => typeof shown === 'boolean'),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
