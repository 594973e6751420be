import type { Metadata } from 'next'
import { BrokerConfigView } from '#components/brokers/broker-config-view.tsx'
import { BrokerFrame } from '#components/brokers/broker-frame.tsx'
import { readBrokerParams } from '#components/brokers/broker-params.ts'

type Props = PageProps<'/clusters/[c]/brokers/[id]/config'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Configuration of broker ${(await readBrokerParams(params)).id}` }
}

export default async function BrokerConfigPage({ params }: Props) {
  const { cluster, id } = await readBrokerParams(params)
  return (
    <BrokerFrame cluster={cluster} id={id} tab="Configuration">
      <BrokerConfigView cluster={cluster} id={id} />
    </BrokerFrame>
  )
}
