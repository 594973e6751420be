import type { Metadata } from 'next'
import { BrokerFrame } from '#components/brokers/broker-frame.tsx'
import { readBrokerParams } from '#components/brokers/broker-params.ts'
import { BrokerSettingsView } from '#components/brokers/broker-settings-view.tsx'

type Props = PageProps<'/clusters/[c]/brokers/[id]/config'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Settings of broker ${(await readBrokerParams(params)).id}` }
}

export default async function BrokerSettingsPage({ params }: Props) {
  const { cluster, id } = await readBrokerParams(params)
  return (
    <BrokerFrame cluster={cluster} id={id} tab="Settings">
      <BrokerSettingsView cluster={cluster} id={id} />
    </BrokerFrame>
  )
}
