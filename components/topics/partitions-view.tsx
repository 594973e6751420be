'use client'

import { useQueryStates } from 'nuqs'
import { useEffect, useMemo } from 'react'
import { ProduceRateChart } from '#components/shared/chart/lazy-produce-rate-chart.tsx'
import { DataTable } from '#components/shared/data-table/data-table.tsx'
import { useListState } from '#components/shared/data-table/list-state.ts'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { healthChoices } from '#components/shared/health-filter.ts'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { usePartitions, useTopic, useTopicHistory } from '#lib/client/use-topics.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeTopicCommand, listPartitionsCommand, topicOffsetsCommand } from '#lib/commands/topics.ts'
import { partitionsColumns } from './partitions-columns.tsx'
import { partitionsFilterParams, partitionsListParams } from './partitions-search-params.ts'
import { TapeLegend } from './tape-legend.tsx'

interface PartitionsViewProps {
  cluster: string
  topic: string
}

export function PartitionsView({ cluster, topic }: PartitionsViewProps) {
  const list = useListState(partitionsListParams)
  const [{ health, groups }, filter] = useQueryStates(partitionsFilterParams)
  const { q, sort, order, page, pageSize } = list
  const { partitions, isOther } = usePartitionsOf(cluster, topic, { q, sort, order, page, pageSize, health, groups })
  const history = useTopicHistory(cluster, topic, '15m')
  const { data: facts } = useCluster(cluster)
  const columns = useMemo(() => partitionsColumns(topic), [topic])
  return (
    <>
      <TapeLegend
        partitions={partitions.data?.items ?? []}
        isChosen={groups.length > 0}
        onClear={() => filter({ groups: null })}
      />
      <DataTable
        tableId="partitions"
        noun="partition"
        columns={columns}
        query={partitions}
        list={list}
        rowKey={({ id }) => String(id)}
        isFiltered={health !== 'all'}
        onClearFilters={() => filter({ health: null, page: null })}
        filters={
          <Segmented
            label="Health"
            value={health}
            options={healthChoices}
            onChange={(value) => filter({ health: value, page: null })}
          />
        }
        empty={<EmptyState title="No partitions">The cluster lists this topic, but reports no partitions.</EmptyState>}
      />
      {history.data && !isOther && (
        <Card className="mt-4">
          <CardHeader title="Messages produced/s" aside="last 15 min" />
          <ProduceRateChart history={history.data} />
        </Card>
      )}
      {facts && (
        <PageCommands
          commands={[
            {
              about: 'Leader, replicas and ISR of each partition',
              command: describeTopicCommand(clientOf(facts), topic),
            },
            { about: 'End offsets', command: topicOffsetsCommand(clientOf(facts), topic) },
            { about: 'Metadata, through librdkafka', command: listPartitionsCommand(clientOf(facts), topic) },
          ]}
        />
      )}
    </>
  )
}

/** The partitions of the topic on the page, and not of an earlier or later one with its name. */
function usePartitionsOf(cluster: string, topic: string, request: Parameters<typeof usePartitions>[2]) {
  const { data: frame, mutate: readFrame } = useTopic(cluster, topic)
  const partitions = usePartitions(cluster, topic, request)
  const { data, mutate: readPartitions } = partitions
  const isOther = data !== undefined && frame !== undefined && data.total !== null && data.topicId !== frame.topicId

  useEffect(() => {
    if (!isOther) return
    // One of the two is older, and while the page is paused no event updates the other.
    void readFrame()
    void readPartitions()
  }, [isOther, readFrame, readPartitions])

  return { partitions: isOther ? { ...partitions, data: undefined } : partitions, isOther }
}
