import type { Examined } from './examine.ts'
import type { Fault } from './fault.ts'
import type { Finding } from './step-log.ts'

/**
 * Takes what leads to another cluster for not reached. Which cluster is meant is known from before, or said by the first
 * configured address that answers. Where a cluster names no id, as behind some gateways, nothing can be compared.
 */
export function tellApart(examined: readonly Examined[], knownId: string | null): readonly Examined[] {
  const first = examined.find(({ metadata }) => (metadata?.clusterId ?? null) !== null)
  const own = knownId ?? first?.metadata?.clusterId ?? null
  if (own === null) return examined
  return examined.map((one) => {
    const other = one.metadata?.clusterId ?? null
    if (other === null || other === own) return one
    const detail = `a broker of another cluster: ${other}, not ${own}`
    return {
      ...one,
      metadata: null,
      findings: one.findings.map((finding) => asFailed(finding, detail, { own, other })),
    }
  })
}

function asFailed(finding: Finding, detail: string, ids: NonNullable<Fault['ids']>): Finding {
  if (finding.step !== 'metadata') return finding
  return { ...finding, status: 'failed', detail, fault: { code: 'other-cluster', ids } }
}
