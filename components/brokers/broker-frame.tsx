'use client'

import type { ReactNode } from 'react'
import { BytesCell, NumberCell } from '#components/shared/cells.tsx'
import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { Fact, Facts, FactsSkeleton } from '#components/shared/facts.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Tabs } from '#components/shared/tabs.tsx'
import { Link } from '#components/ui/link.tsx'
import { ApiError } from '#lib/client/api-error.ts'
import { useBroker } from '#lib/client/use-brokers.ts'
import type { Broker } from '#lib/contract/brokers.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { BrokerState } from './broker-state.tsx'

interface BrokerFrameProps {
  cluster: string
  id: number
  tab: 'Replicas' | 'Configuration'
  children: ReactNode
}

/** The frame of every page about one broker: its state, figures, actions and tabs. */
export function BrokerFrame({ cluster, id, tab, children }: BrokerFrameProps) {
  const broker = useBroker(cluster, id)
  if (broker.error instanceof ApiError && broker.error.code === 'not-found')
    return <NoSuchBroker cluster={cluster} id={id} />
  return (
    <QueryState query={broker} skeleton={<FrameSkeleton id={id} />}>
      {(data) => (
        <>
          <PageHeader
            title={`Broker ${data.id}`}
            state={
              <>
                <BrokerState broker={data} />
                {data.controller && <span className="text-muted">controller</span>}
              </>
            }
            actions={<DemoBrokerActions brokerId={data.id} />}
          />
          <BrokerFacts broker={data} />
          <Tabs
            label="About this broker"
            current={tab}
            tabs={[
              { name: 'Replicas', path: pagePaths.broker(cluster, id), count: data.replicas },
              { name: 'Configuration', path: pagePaths.brokerConfig(cluster, id) },
            ]}
          />
          {children}
        </>
      )}
    </QueryState>
  )
}

function NoSuchBroker({ cluster, id }: { cluster: string; id: number }) {
  return (
    <>
      <PageHeader title={`Broker ${id}`} />
      <EmptyState
        title="Broker not found"
        action={
          <Link href={pagePaths.brokers(cluster)} className="text-accent underline">
            Show all brokers
          </Link>
        }
      >
        No broker with this ID is registered, and no partition has a replica on it.
      </EmptyState>
    </>
  )
}

function BrokerFacts({ broker }: { broker: Broker }) {
  const { problems } = broker
  return (
    <Facts>
      <Fact name="Address">{broker.host === null ? 'unknown' : `${broker.host}:${broker.port}`}</Fact>
      <Fact name="Leader partitions">
        <NumberCell value={broker.leaders} />
      </Fact>
      <Fact name="Replicas" detail={broker.underReplicated > 0 && `${broker.underReplicated} out of sync`}>
        <NumberCell value={broker.replicas} />
      </Fact>
      <Fact name="Disk usage">
        <BytesCell value={broker.replicaBytes} problems={problems} field="replicaBytes" />
      </Fact>
      <Fact name="Free disk" detail={broker.totalBytes !== null && `of ${formatBytes(broker.totalBytes)}`}>
        <BytesCell value={broker.usableBytes} problems={problems} field="usableBytes" />
      </Fact>
      <Fact name="Rack">{broker.rack ?? 'none'}</Fact>
    </Facts>
  )
}

function FrameSkeleton({ id }: { id: number }) {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title={`Broker ${id}`} />
      <FactsSkeleton count={6} />
    </div>
  )
}
