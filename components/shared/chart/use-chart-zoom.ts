'use client'

import { createParser, useQueryStates } from 'nuqs'
import type { TimeSpan } from './chart-layout.ts'

const parseAsTimeMs = createParser({
  parse: (text) => {
    const atMs = Date.parse(text)
    return Number.isNaN(atMs) ? null : atMs
  },
  serialize: (atMs: number) => new Date(atMs).toISOString(),
})

/** The part of the time that all charts of the page show, which the address keeps; null: all that is known. */
export function useChartZoom(): [TimeSpan | null, (span: TimeSpan | null) => void] {
  const [{ chartFrom, chartTo }, choose] = useQueryStates({ chartFrom: parseAsTimeMs, chartTo: parseAsTimeMs })
  const zoom =
    chartFrom !== null && chartTo !== null && chartFrom < chartTo ? { fromMs: chartFrom, toMs: chartTo } : null
  return [zoom, (span) => void choose({ chartFrom: span?.fromMs ?? null, chartTo: span?.toMs ?? null })]
}
