import { isTimeZone, type TimeZone } from '#lib/format/time-zone.ts'

export const themes = ['system', 'light', 'dark'] as const
export const densities = ['comfortable', 'compact'] as const
/** The shortest time between two updates of the screen; 0: each change is shown at once. */
export const paces = [0, 5, 15, 60] as const

export const liveBuffers = [500, 2_000, 10_000] as const
export const timeStyles = ['absolute', 'relative'] as const

/** How a user arranged the columns of a table. Columns that are not named are as the table has them. */
export interface TableLayout {
  /** From the second column on: the first identifies the row. */
  readonly order: readonly string[]
  /** Only those that differ from the table: shown or hidden. */
  readonly shown: Readonly<Record<string, boolean>>
  /** In pixels; a column that is not named fits its content. */
  readonly widths: Readonly<Record<string, number>>
}

export interface Settings {
  readonly theme: (typeof themes)[number]
  readonly density: (typeof densities)[number]
  readonly paceSeconds: (typeof paces)[number]
  /** The zone of all times, and the format of record timestamps. */
  readonly timeZone: TimeZone
  readonly timeStyle: (typeof timeStyles)[number]
  /** How many records a live view keeps. */
  readonly liveRows: (typeof liveBuffers)[number]
  /** The steps of the tour of the embedded cluster that were taken. */
  readonly tourDone: readonly string[]
  readonly isTourDismissed: boolean
  /** By the id of the table. */
  readonly tables: Readonly<Record<string, TableLayout>>
}

export const SETTINGS_KEY = 'highwater.settings'

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  paceSeconds: 0,
  timeZone: 'local',
  timeStyle: 'absolute',
  liveRows: 2_000,
  tourDone: [],
  isTourDismissed: false,
  tables: {},
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
    timeZone: readTimeZone(stored.timeZone),
    timeStyle: oneOf(timeStyles, stored.timeStyle, defaultSettings.timeStyle),
    liveRows: oneOf(liveBuffers, stored.liveRows, defaultSettings.liveRows),
    tourDone: readStrings(stored.tourDone),
    isTourDismissed: stored.isTourDismissed === true,
    tables: readTables(stored.tables),
  }
}

function readTimeZone(value: unknown): TimeZone {
  return typeof value === 'string' && isTimeZone(value) ? value : defaultSettings.timeZone
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

function readTables(value: unknown): Settings['tables'] {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).map(([id, table]) => [id, isRecord(table) ? readLayout(table) : NO_LAYOUT]),
  )
}

export const NO_LAYOUT: TableLayout = { order: [], shown: {}, widths: {} }

function readLayout({ order, shown, widths }: Record<string, unknown>): TableLayout {
  return {
    order: readStrings(order),
    shown: entriesOf(shown, (value): value is boolean => typeof value === 'boolean'),
    widths: entriesOf(widths, (value): value is number => typeof value === 'number' && value > 0 && value < Infinity),
  }
}

function readStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}

function entriesOf<T>(value: unknown, isValid: (entry: unknown) => entry is T): Record<string, T> {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (isValid(entry) ? [[key, entry] as const] : [])),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
