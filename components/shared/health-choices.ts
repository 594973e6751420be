export const healthChoices = [
  { value: 'all', label: 'All' },
  { value: 'unhealthy', label: 'With problems' },
] as const
