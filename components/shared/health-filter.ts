import { parseAsStringLiteral } from 'nuqs'
import { type HealthFilter, healthFilters } from '#lib/contract/health-filter.ts'

const labels: Record<HealthFilter, string> = { all: 'All', unhealthy: 'Unhealthy' }

export const healthChoices = healthFilters.map((value) => ({ value, label: labels[value] }))

/** The filter as in the URL. */
export const parseAsHealth = parseAsStringLiteral(healthFilters).withDefault('all')
