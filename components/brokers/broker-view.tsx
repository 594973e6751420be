'use client'

import Link from 'next/link'
import { BytesCell, NumberCell } from '#components/shared/cells.tsx'
import { CommandLine } from '#components/shared/command-line.tsx'
import { ConfigList } from '#components/shared/config-list.tsx'
import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useBroker, useBrokerConfig } from '#lib/client/use-brokers.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { brokerConfigsCommand, logDirsCommand } from '#lib/commands/brokers.ts'
import type { Broker } from '#lib/contract/brokers.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { counted } from '#lib/format/number.ts'
import { BrokerState } from './broker-state.tsx'

export function BrokerView({ cluster, id }: { cluster: string; id: number }) {
  const broker = useBroker(cluster, id)
  const configs = useBrokerConfig(cluster, id)
  const { data: facts } = useCluster(cluster)
  return (
    <QueryState query={broker} skeleton={<Skeleton className="h-60" />}>
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
          <LogDirs broker={data} />
          <h2 className="mt-6 mb-2.5 font-semibold text-large">Settings</h2>
          <QueryState query={configs} skeleton={<Skeleton className="h-60" />}>
            {({ items }) => <ConfigList items={items} ownSource="broker" />}
          </QueryState>
          {facts && (
            <>
              <CommandLine command={logDirsCommand(facts.bootstrap, data.id)} />
              <CommandLine command={brokerConfigsCommand(facts.bootstrap, data.id)} />
            </>
          )}
          <p className="mt-4">
            <Link href={pagePaths.brokers(cluster)} className="text-accent underline">
              All brokers
            </Link>
          </p>
        </>
      )}
    </QueryState>
  )
}

function BrokerFacts({ broker }: { broker: Broker }) {
  const { problems } = broker
  return (
    <Facts>
      <Fact name="Address">{broker.host === null ? 'unknown' : `${broker.host}:${broker.port}`}</Fact>
      <Fact name="Leads" detail="partitions">
        <NumberCell value={broker.leaders} />
      </Fact>
      <Fact name="Copies" detail={broker.underReplicated > 0 && `${broker.underReplicated} out of step`}>
        <NumberCell value={broker.replicas} />
      </Fact>
      <Fact name="Keeps">
        <BytesCell value={broker.replicaBytes} problems={problems} field="replicaBytes" />
      </Fact>
      <Fact name="Free on its disks" detail={broker.totalBytes !== null && `of ${formatBytes(broker.totalBytes)}`}>
        <BytesCell value={broker.usableBytes} problems={problems} field="usableBytes" />
      </Fact>
      <Fact name="Rack">{broker.rack ?? 'none'}</Fact>
    </Facts>
  )
}

function LogDirs({ broker }: { broker: Broker }) {
  const { logDirs, problems } = broker
  return (
    <Card>
      <CardHeader title="Folders" />
      {logDirs === null && (
        <p className="px-3.5 py-3 text-muted">{problems.find(({ field }) => field === 'replicaBytes')?.message}</p>
      )}
      <ul>
        {logDirs?.map((dir) => (
          <li key={dir.path} className="flex flex-wrap gap-x-4 border-line border-b px-3.5 py-2 last:border-b-0">
            <code className="wrap-anywhere min-w-0 grow font-mono text-small">{dir.path}</code>
            <span className="text-muted tabular-nums">
              {`${counted(dir.copyCount, 'copy', 'copies')} · ${formatBytes(dir.copyBytes)}`}
              {dir.usableBytes !== null &&
                dir.totalBytes !== null &&
                ` · ${formatBytes(dir.usableBytes)} of ${formatBytes(dir.totalBytes)} free`}
            </span>
            {dir.problems.map(({ code, message }) => (
              <Badge key={code} tone="bad">
                {message}
              </Badge>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  )
}
