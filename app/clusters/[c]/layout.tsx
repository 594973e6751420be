import { Shell } from '#components/layout/shell.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

export default async function ClusterLayout({ params, children }: LayoutProps<'/clusters/[c]'>) {
  const { c } = await params
  return <Shell cluster={decodeSegment(c)}>{children}</Shell>
}
