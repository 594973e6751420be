import { type Demo, type DemoAction, demoSchema } from '#lib/contract/demo.ts'
import { AppError } from '#lib/contract/errors.ts'
import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { configuration } from './configuration.ts'

const NO_DEMO: Demo = { available: false, problem: null, brokers: [] }
const READ_DEADLINE_MS = 5_000
/** A broker that shuts down in order hands over its leaders first, and without a quorum it waits for that in vain. */
const ORDER_DEADLINE_MS = 20_000

/** The embedded cluster as seen by the process that runs it. */
export async function readDemo(): Promise<Demo> {
  const { embedded } = configuration()
  if (!embedded) return NO_DEMO
  try {
    return await ask('/')
  } catch {
    const problem = 'The process that runs the embedded cluster has ended. Start Highwater again to bring it back.'
    return { available: true, problem, brokers: [] }
  }
}

export async function changeDemoBroker(id: number, { action }: DemoAction): Promise<Demo> {
  const { embedded, clusters } = configuration()
  if (!embedded) throw new AppError('not-found', 'This server runs no embedded cluster.')
  if (clusters.find((cluster) => cluster.id === EMBEDDED_CLUSTER)?.readOnly) {
    throw new AppError('read-only', 'This cluster is read-only here, and its brokers are left alone too.')
  }
  const { brokers } = await ask('/')
  if (!brokers.some((broker) => broker.id === id)) {
    throw new AppError('not-found', `The embedded cluster has no broker ${id}.`, { field: 'id' })
  }
  return ask(`/brokers/${id}/${action}`, 'POST')
}

async function ask(path: string, method = 'GET'): Promise<Demo> {
  const { embedded } = configuration()
  if (!embedded) return NO_DEMO
  const reply = await fetch(embedded.url + path, {
    method,
    headers: { authorization: `Bearer ${embedded.token}` },
    signal: AbortSignal.timeout(method === 'GET' ? READ_DEADLINE_MS : ORDER_DEADLINE_MS),
    cache: 'no-store',
  }).catch((cause) => {
    throw new AppError('unavailable', 'The process that runs the embedded cluster does not answer.', { cause })
  })
  if (!reply.ok) throw new AppError('unavailable', 'The process that runs the embedded cluster refused.')
  return demoSchema.parse(await reply.json())
}
