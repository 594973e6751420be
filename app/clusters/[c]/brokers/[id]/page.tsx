import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BrokerView } from '#components/brokers/broker-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

type Props = PageProps<'/clusters/[c]/brokers/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Broker ${decodeSegment((await params).id)}` }
}

export default async function BrokerPage({ params }: Props) {
  const { c, id } = await params
  if (!/^\d{1,10}$/.test(id)) notFound()
  return <BrokerView cluster={decodeSegment(c)} id={Number(id)} />
}
