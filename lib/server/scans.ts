import 'server-only'
import { requireCluster } from '#lib/clusters/registry.ts'
import { singleton } from '#lib/clusters/singleton.ts'
import { AppError } from '#lib/contract/errors.ts'
import type { MessageExportQuery, MessageStreamQuery } from '#lib/contract/messages.ts'
import { assertSensible, splitExportQuery, splitQuery } from '#lib/kafka/scan/query.ts'
import type { ScanRequest } from '#lib/kafka/scan/scan-messages.ts'
import { ScanPool } from '#lib/kafka/scan/scan-pool.ts'
import type { ScanStream } from '#lib/kafka/scan/scan-stream.ts'
import { assertLoginNotRefused } from '#lib/monitor/queries/refused-login.ts'
import { attachment } from './attachment.ts'
import { log } from './log.ts'
import { scanResponse } from './scan-response.ts'

function scanPool(): ScanPool {
  return singleton('scans', () => new ScanPool((error) => log().error({ error }, 'scanning failed')))
}

/** Starts a thread ahead, so that the first scan does not wait for it. */
export function warmScans(): void {
  scanPool().warm()
}

export function closeScans(): void {
  scanPool().close()
}

const STOPPING = `${JSON.stringify({ type: 'problem', code: 'stopping', message: 'The dashboard is stopping.' })}\n`

/** How to connect, unless the login was refused: a scan has connections of its own, which would log in once more. */
function wayTo(id: string): Pick<ScanRequest, 'access' | 'clusterId'> {
  const { access, monitor } = requireCluster(id)
  assertLoginNotRefused(monitor.state)
  return { access, clusterId: monitor.clusterId }
}

interface TopicRequest {
  readonly cluster: string
  readonly topic: string
  readonly signal: AbortSignal
}

/** The records that match a query, as a stream of events. */
export async function streamMessages(
  { cluster, topic, signal }: TopicRequest,
  input: MessageStreamQuery,
): Promise<Response> {
  const way = wayTo(cluster)
  const { query, page } = splitQuery(input)
  assertSensible(query, page.cursor)
  const stream = await scanPool().open({ kind: 'stream', ...way, topic, query, page }, signal)
  const headers = { 'Content-Type': 'application/x-ndjson; charset=utf-8' }
  return scanResponse({ signal, stream, headers, lastLine: STOPPING })
}

/** The same as a file, which is either complete or broken off. */
export async function exportMessages(
  { cluster, topic, signal, client }: TopicRequest & { readonly client: string },
  input: MessageExportQuery,
): Promise<Response> {
  const way = wayTo(cluster)
  const { query, form } = splitExportQuery(input)
  assertSensible(query)
  const request: ScanRequest = { kind: 'export', ...way, topic, query, ...form }
  const stream = await scanPool().open(request, signal, client)
  const type = form.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8'
  const headers = { 'Content-Type': type, 'Content-Disposition': attachment(`${topic}.${form.format}`) }
  return scanResponse({ signal, stream, headers, lastLine: null })
}

interface MessageRequest extends TopicRequest {
  readonly partition: number
  readonly offset: number
}

type MessageQuery = Pick<MessageStreamQuery, 'keyFormat' | 'valueFormat'> & {
  readonly part?: 'key' | 'value' | undefined
  readonly as?: 'raw' | undefined
}

/** One record in full, or the bytes of its key or value. */
export async function showMessage(
  { cluster, topic, partition, offset, signal }: MessageRequest,
  { keyFormat, valueFormat, part, as }: MessageQuery,
): Promise<Response> {
  const way = wayTo(cluster)
  assertRawPart(part, as)
  const rawPart = part ?? null
  const place = { ...way, topic, partition, offset }
  const stream = await scanPool().open({ kind: 'message', ...place, keyFormat, valueFormat, rawPart }, signal)
  const bytes = await readWhole(stream)
  if (rawPart === null) return new Response(bytes, { headers: { 'Content-Type': 'application/json' } })
  const name = `${topic}-${partition}-${offset}-${rawPart}.bin`
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Disposition': attachment(name) }
  return new Response(bytes, { headers })
}

function assertRawPart(part: string | undefined, as: string | undefined): void {
  if (part !== undefined && as === undefined) {
    throw new AppError('invalid', '`part` goes with as=raw, which downloads its bytes.', { field: 'as' })
  }
  if (as !== undefined && part === undefined) {
    throw new AppError('invalid', 'as=raw needs `part`: key or value.', { field: 'part' })
  }
}

async function readWhole(stream: ScanStream): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) chunks.push(chunk)
  return Buffer.concat(chunks)
}
