import { QueryState } from '#components/shared/query-state.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useFeatures } from '#lib/client/use-brokers.ts'
import type { FeatureItem, Features } from '#lib/contract/features.ts'

const headLook = 'border-line border-b bg-sunken px-3.5 py-2 text-left font-medium text-muted text-small'
const cellLook = 'border-line border-b px-3.5 py-2 align-top'

interface Purpose {
  readonly text: string
  readonly proposal?: string
}

/** What each of Kafka's features is for; one that is newer than this list is shown by its name alone. */
const purposes: Readonly<Record<string, Purpose>> = {
  'metadata.version': { text: 'Format of the cluster metadata' },
  'kraft.version': { text: 'Dynamic controller quorum, from level 1', proposal: 'KIP-853' },
  'group.version': { text: 'Consumer groups with the consumer protocol', proposal: 'KIP-848' },
  'share.version': { text: 'Share groups', proposal: 'KIP-932' },
  'streams.version': { text: 'Streams groups', proposal: 'KIP-1071' },
  'transaction.version': { text: 'Level 2 protects against hanging transactions', proposal: 'KIP-890' },
  'eligible.leader.replicas.version': { text: 'Eligible leader replicas', proposal: 'KIP-966' },
}

/** The feature levels that the cluster uses, and those that its brokers could use. */
export function FeaturesCard({ cluster }: { cluster: string }) {
  const features = useFeatures(cluster)
  const version = features.data?.metadataVersion
  return (
    <Card className="mt-4">
      <CardHeader title="Features" aside={version && `metadata.version ${version}`} />
      <QueryState
        query={features}
        skeleton={<Skeleton className="m-3.5 h-32" />}
        isEmpty={(data) => data.features.length === 0}
        empty={<p className="px-3.5 py-3 text-muted">{features.data?.problems[0]?.message}</p>}
      >
        {(data) => <FeatureTable features={data} />}
      </QueryState>
    </Card>
  )
}

function FeatureTable({ features }: { features: Features }) {
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">Features</caption>
      <thead>
        <tr>
          <th scope="col" className={headLook}>
            Feature
          </th>
          <th scope="col" className={classNames(headLook, 'text-right')}>
            Finalized level
          </th>
          <th scope="col" className={classNames(headLook, 'text-right')}>
            Supported levels
          </th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {features.features.map((feature) => (
          <FeatureRow key={feature.name} feature={feature} />
        ))}
      </tbody>
    </table>
  )
}

function FeatureRow({ feature }: { feature: FeatureItem }) {
  const { name, finalized } = feature
  return (
    <tr>
      <th scope="row" className={classNames(cellLook, 'wrap-anywhere text-left font-normal')}>
        <span className="font-medium">{name}</span>
        <PurposeLine purpose={purposes[name]} />
      </th>
      <td className={classNames(cellLook, 'text-right tabular-nums')}>
        {finalized ?? <NotReported what="finalized level" />}
      </td>
      <td className={classNames(cellLook, 'text-right tabular-nums')}>{supportedLevels(feature)}</td>
    </tr>
  )
}

function PurposeLine({ purpose }: { purpose: Purpose | undefined }) {
  if (!purpose) return null
  const { text, proposal } = purpose
  return (
    <span className="block text-muted text-small">
      {text}
      {proposal && <span className="whitespace-nowrap"> ({proposal})</span>}
    </span>
  )
}

function supportedLevels({ supportedMin, supportedMax }: FeatureItem) {
  if (supportedMin === null || supportedMax === null) return <NotReported what="supported levels" />
  return supportedMin === supportedMax ? supportedMax : `${supportedMin} to ${supportedMax}`
}

function NotReported({ what }: { what: string }) {
  return (
    <span className="text-muted" title={`No broker has reported the ${what}`}>
      unknown
    </span>
  )
}
