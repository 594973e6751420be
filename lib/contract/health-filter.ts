/** Which rows of a list: all, or only those with something wrong. */
export const healthFilters = ['all', 'unhealthy'] as const
export type HealthFilter = (typeof healthFilters)[number]
