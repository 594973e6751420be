'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useDemo, useDemoBrokerAction } from '#lib/client/use-demo.ts'
import type { Demo, DemoAction, DemoBroker } from '#lib/contract/demo.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { explainError } from './error-help.ts'

type Action = DemoAction['action']

const outcomes: Record<Action, (id: number) => string> = {
  start: (id) => `Broker ${id} is starting`,
  stop: (id) => `Broker ${id} was stopped`,
  kill: (id) => `Broker ${id} was killed`,
}

/** Stops, kills and starts a broker of the embedded cluster, to see what a failure looks like. Elsewhere: nothing. */
export function DemoBrokerActions({ brokerId }: { brokerId: number }) {
  const { data: demo } = useDemo(useClusterId())
  const broker = demo?.brokers.find(({ id }) => id === brokerId)
  return demo && broker ? <Actions demo={demo} broker={broker} /> : null
}

function Actions({ demo, broker }: { demo: Demo; broker: DemoBroker }) {
  const { trigger, isMutating } = useDemoBrokerAction(broker.id)
  const [asked, setAsked] = useState<Action | null>(null)

  const act = async (action: Action) => {
    setAsked(null)
    try {
      await trigger({ action })
      toast.success(outcomes[action](broker.id))
    } catch (error) {
      const { title, message } = explainError(error)
      toast.error(title, { description: message })
    }
  }
  const ask = (action: Action) => (losesQuorum(demo) ? setAsked(action) : act(action))

  if (broker.state === 'stopped') {
    return (
      <Button onClick={() => act('start')} isPending={isMutating}>
        Start broker {broker.id}
      </Button>
    )
  }
  if (broker.state === 'starting') {
    return <Button isPending>Starting broker {broker.id}…</Button>
  }
  return (
    <>
      <Button
        onClick={() => ask('stop')}
        isPending={isMutating}
        aria-label={`Stop broker ${broker.id}`}
        title="In order: its leaders move first"
      >
        Stop
      </Button>
      <Button
        onClick={() => ask('kill')}
        isPending={isMutating}
        aria-label={`Kill broker ${broker.id}`}
        title="At once, as a power cut would"
      >
        Kill
      </Button>
      <ConfirmDialog
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={`${asked === 'kill' ? 'Kill' : 'Stop'} broker ${broker.id} too?`}
        consequences="Without it, the controllers that are left are too few to agree. Leaders no longer move, nothing can be created, and partitions whose copies were all on these brokers cannot be read or written until one is back."
        name={`broker-${broker.id}`}
        action={asked === 'kill' ? 'Kill it' : 'Stop it'}
        isPending={isMutating}
        onConfirm={() => asked && act(asked)}
      />
    </>
  )
}

/** Whether one broker less leaves no majority of the controllers; every broker is one. */
function losesQuorum({ brokers }: Demo): boolean {
  const running = brokers.filter(({ state }) => state === 'running').length
  return brokers.length > 1 && running - 1 <= brokers.length / 2
}
