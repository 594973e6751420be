'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useDemo, useDemoBrokerAction } from '#lib/client/use-demo.ts'
import type { Demo, DemoAction, DemoBroker } from '#lib/contract/demo.ts'
import { EMBEDDED_CLUSTER, pagePaths } from '#lib/contract/paths.ts'
import { explainError } from './error-help.ts'
import { FormDialog } from './form-dialog.tsx'
import { useReadOnlyReason } from './read-only.ts'

const WAITS = 'It can only join when a majority of the controllers is up. Start another broker.'

type Action = DemoAction['action']

const outcomes: Record<Action, (id: number) => string> = {
  start: (id) => `Broker ${id} is starting`,
  stop: (id) => `Broker ${id} was stopped`,
  kill: (id) => `Broker ${id} was killed`,
}

const actionNames = { stop: 'Stop', kill: 'Kill' } as const

const consequences = {
  stop: 'It hands its leader partitions to the other brokers and then stops. Its replicas leave the ISR until it is started again.',
  kill: 'It stops at once, as in a power cut. Its leader partitions cannot be read or written until the other brokers take them over, which takes seconds. Messages acknowledged with acks=all are not lost, and the broker can be started again.',
} as const
const LOST_QUORUM =
  'The remaining controllers would be too few for a quorum. Until a broker is back, no partition gets a new leader, nothing can be created, and partitions whose replicas are all on stopped brokers cannot be read or written.'

/** Stops, kills and starts a broker of the embedded cluster, to try out failures. Nothing for other clusters. */
export function DemoBrokerActions({ brokerId }: { brokerId: number }) {
  const cluster = useClusterId()
  const { data: demo } = useDemo(cluster)
  const readOnly = useReadOnlyReason()
  const broker = demo?.brokers.find(({ id }) => id === brokerId)
  if (!demo || !broker) return null
  return <Actions demo={demo} broker={broker} disabledBecause={readOnly} />
}

interface ActionsProps {
  demo: Demo
  broker: DemoBroker
  disabledBecause: string | null
}

function Actions({ demo, broker, disabledBecause }: ActionsProps) {
  const { trigger, isMutating } = useDemoBrokerAction(broker.id)
  const router = useRouter()
  const isQuorumAtStake = losesQuorum(demo)
  const [asked, setAsked] = useState<'stop' | 'kill' | null>(null)

  const act = async (action: Action) => {
    setAsked(null)
    try {
      await trigger({ action })
      const show = () => router.push(pagePaths.broker(EMBEDDED_CLUSTER, broker.id))
      toast.success(outcomes[action](broker.id), { action: { label: 'View broker', onClick: show } })
    } catch (error) {
      const { title, message } = explainError(error)
      toast.error(title, { description: message })
    }
  }
  if (broker.state === 'stopped') {
    return (
      <Button onClick={() => act('start')} isPending={isMutating} disabledBecause={disabledBecause}>
        Start broker {broker.id}
      </Button>
    )
  }
  if (broker.state === 'starting') {
    return (
      <Button isPending tip={isWaitingForOthers(demo) ? WAITS : null}>
        {isWaitingForOthers(demo) ? `Broker ${broker.id} waits for a quorum` : `Starting broker ${broker.id}…`}
      </Button>
    )
  }
  return (
    <>
      <Button
        onClick={() => setAsked('stop')}
        isPending={isMutating}
        disabledBecause={disabledBecause}
        aria-label={`Stop broker ${broker.id}`}
        tip="Clean shutdown: leadership moves to other brokers first"
      >
        Stop
      </Button>
      <Button
        onClick={() => setAsked('kill')}
        isPending={isMutating}
        disabledBecause={disabledBecause}
        aria-label={`Kill broker ${broker.id}`}
        tip="Immediate stop, as in a power cut"
      >
        Kill
      </Button>
      {asked && (
        <FormDialog
          isOpen
          onClose={() => setAsked(null)}
          title={`${actionNames[asked]} broker ${broker.id}?`}
          description={isQuorumAtStake ? LOST_QUORUM : consequences[asked]}
          look="danger"
          {...(isQuorumAtStake && { nameToType: `broker-${broker.id}` })}
          action={`${actionNames[asked]} broker ${broker.id}`}
          isPending={isMutating}
          onSubmit={() => act(asked)}
        />
      )}
    </>
  )
}

/** Whether one broker less leaves no majority of the controllers; every broker is one. */
function losesQuorum({ brokers }: Demo): boolean {
  const running = brokers.filter(({ state }) => state === 'running').length
  return running > brokers.length / 2 && brokers.length > 1 && running - 1 <= brokers.length / 2
}

/** Starting brokers are controllers too, but running and starting ones together may be too few for a quorum. */
function isWaitingForOthers({ brokers }: Demo): boolean {
  return brokers.filter(({ state }) => state !== 'stopped').length <= brokers.length / 2
}
