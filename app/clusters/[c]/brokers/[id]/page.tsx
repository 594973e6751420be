import type { Metadata } from 'next'
import { BrokerFrame } from '#components/brokers/broker-frame.tsx'
import { readBrokerParams } from '#components/brokers/broker-params.ts'
import { BrokerReplicasView } from '#components/brokers/broker-replicas-view.tsx'

type Props = PageProps<'/clusters/[c]/brokers/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Broker ${(await readBrokerParams(params)).id}` }
}

export default async function BrokerPage({ params }: Props) {
  const { cluster, id } = await readBrokerParams(params)
  return (
    <BrokerFrame cluster={cluster} id={id} tab="Replicas">
      <BrokerReplicasView cluster={cluster} id={id} />
    </BrokerFrame>
  )
}
