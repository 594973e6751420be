import type { Cluster } from './clusters.ts'

/** Whether the cluster tells its clients to use addresses that cannot be reached from here. */
export function isMisleading({ problems }: Pick<Cluster, 'problems'>): boolean {
  return problems.some(({ code }) => code === 'advertised-unreachable')
}
