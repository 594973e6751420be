import { Shell } from '#components/layout/shell.tsx'
import { ProduceHost } from '#components/produce/produce-host.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export default async function ClusterLayout({ params, children }: LayoutProps<'/clusters/[c]'>) {
  const { c } = await params
  const cluster = decodeSegment(c)
  return (
    <Shell cluster={cluster}>
      <ProduceHost cluster={cluster}>{children}</ProduceHost>
    </Shell>
  )
}
