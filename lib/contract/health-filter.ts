/** Which rows of a list to include: all, or only unhealthy ones. */
export const healthFilters = ['all', 'unhealthy'] as const
export type HealthFilter = (typeof healthFilters)[number]
