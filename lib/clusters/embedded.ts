import { type Demo, type DemoAction, demoSchema } from '#lib/contract/demo.ts'
import { AppError } from '#lib/contract/errors.ts'
import { configuration } from './configuration.ts'

const NOT_HERE: Demo = { available: false, problem: null, brokers: [] }
const DEADLINE_MS = 5_000

/** The embedded cluster as the process that runs it sees it. */
export async function readDemo(): Promise<Demo> {
  const { embedded } = configuration()
  if (!embedded) return NOT_HERE
  try {
    return await ask('/')
  } catch {
    const problem = 'The process that runs the embedded cluster has ended. Start Highwater again to bring it back.'
    return { available: true, problem, brokers: [] }
  }
}

export async function changeDemoBroker(id: number, { action }: DemoAction): Promise<Demo> {
  const { embedded } = configuration()
  if (!embedded) throw new AppError('not-found', 'This server runs no embedded cluster.')
  const { brokers } = await ask('/')
  if (!brokers.some((broker) => broker.id === id)) {
    throw new AppError('not-found', `The embedded cluster has no broker ${id}.`, { field: 'id' })
  }
  return ask(`/brokers/${id}/${action}`, 'POST')
}

async function ask(path: string, method = 'GET'): Promise<Demo> {
  const { embedded } = configuration()
  if (!embedded) return NOT_HERE
  const reply = await fetch(embedded.url + path, {
    method,
    headers: { authorization: `Bearer ${embedded.token}` },
    signal: AbortSignal.timeout(DEADLINE_MS),
    cache: 'no-store',
  })
  if (!reply.ok) throw new AppError('unavailable', 'The process that runs the embedded cluster refused.')
  return demoSchema.parse(await reply.json())
}
