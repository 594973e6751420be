import type { Cluster } from './clusters.ts'

/** Whether the cluster advertises addresses that cannot be reached from this server. */
export function isMisleading({ problems }: Pick<Cluster, 'problems'>): boolean {
  return problems.some(({ code }) => code === 'advertised-unreachable')
}
