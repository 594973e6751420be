import { keepingRecords } from '#demo/testing/new-topic.ts'
import { hostileTexts } from '#e2e/states/hostile-texts.ts'
import { expect, test } from '#e2e/test.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { type Message, type ScanEvent, scanEventSchema } from '#lib/contract/messages.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { produceRecords } from '#lib/kafka/protocol/produce-records.ts'
import { type WrittenRecord, writeBatch } from '#lib/kafka/records/batch-writer.ts'

// Whatever a user writes into a topic, through the whole server: it is read, row by row, and costs no memory for long.

const TOPICS = '/api/clusters/demo/topics'
const NAME = 'hostile.records'
const MOST_MORE_BYTES = 64 * 1024 * 1024
const DEADLINE_MS = 60_000
const RESTING_MS = 300_000
const BOMB_BYTES = 64 * 1024 * 1024
const HUGE_BYTES = 20 * 1000 * 1000
const MANY_HEADERS = 1_000_000
const NO_TIME_MS = -1
const LAST_TIME_MS = Number.MAX_SAFE_INTEGER
const codecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const

const record = (parts: Partial<WrittenRecord>): WrittenRecord => ({
  key: null,
  value: Buffer.from('{}'),
  headers: [],
  timestampMs: Date.now(),
  ...parts,
})
const alone = (parts: Partial<WrittenRecord>) => writeBatch([record(parts)], { codec: 'none', producer: null })

const attacks = hostileTexts.map((text) => {
  const bytes = Buffer.from(text)
  const headers = [text, '__proto__', 'constructor'].map((name) => ({ name, value: bytes }))
  return record({
    key: bytes,
    value: Buffer.from(
      JSON.stringify(
        Object.fromEntries([
          [text, text],
          ['__proto__', text],
        ]),
      ),
    ),
    headers,
  })
})

/** In the order of their offsets, as batches; each of them but the first is one record. */
function* hostileBatches(): Generator<[name: string, batch: Buffer]> {
  yield ['attacks', writeBatch(attacks, { codec: 'none', producer: null })]
  for (const codec of codecs) {
    yield [`bomb ${codec}`, writeBatch([record({ value: Buffer.alloc(BOMB_BYTES) })], { codec, producer: null })]
  }
  yield ['huge', alone({ value: Buffer.alloc(HUGE_BYTES, 'x') })]
  const headers = Array.from({ length: MANY_HEADERS }, () => ({ name: 'h', value: null }))
  yield ['headers', alone({ headers })]
  yield ['NULs', alone({ key: Buffer.alloc(3), value: Buffer.from('\0{"a":"\0"}\0') })]
  yield ['surrogates', alone({ value: Buffer.from('22eda08022', 'hex') })]
  yield ['no time', alone({ timestampMs: NO_TIME_MS })]
  yield ['no date', alone({ timestampMs: LAST_TIME_MS })]
  yield ['last', alone({ value: Buffer.from('the end') })]
}

test('hostile records are rows like others, and take no memory with them', async ({ request }) => {
  test.slow()
  const residentBytes = async () => {
    const text = await (await request.get('/api/metrics')).text()
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1])
  }
  const read = async (topic: string, query: string): Promise<ScanEvent[]> => {
    const response = await request.get(`${TOPICS}/${topic}/messages?${query}`)
    const lines = (await response.text()).trimEnd().split('\n')
    return lines.map((line) => scanEventSchema.parse(JSON.parse(line)))
  }
  const configs = {
    'max.message.bytes': String(HUGE_BYTES * 2),
    'segment.bytes': String(HUGE_BYTES * 2),
    'message.timestamp.after.max.ms': '9223372036854775807',
  }
  await request.post(TOPICS, {
    data: keepingRecords({ name: NAME, partitions: 1, replicationFactor: 1, configs }),
  })
  try {
    const { access } = await (await request.get('/api/clusters/demo')).json()
    const names = await write(access.bootstrap)
    for (const _turn of [1, 2, 3]) await read('weather', 'limit=500')
    const before = await residentBytes()

    for (const query of ['from=oldest&limit=500', 'limit=500', 'from=oldest&limit=500&contains=nowhere']) {
      const events = await read(NAME, query)
      expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'end' })
      if (query.includes('contains')) continue
      const rows = events.flatMap((event): Message[] => (event.type === 'record' ? [event] : []))
      const inOrder = rows.toSorted((a, b) => a.offset - b.offset)
      expect(inOrder.map(({ offset }) => offset)).toEqual([...names.keys()])
      const row = (name: string) => inOrder[names.indexOf(name)]
      for (const codec of codecs) expect(row(`bomb ${codec}`), codec).toMatchObject({ problem: expect.any(String) })
      expect(row('huge')).toMatchObject({ valueBytes: HUGE_BYTES, value: { truncated: true } })
      expect(row('headers')?.headerCount).toBe(MANY_HEADERS)
      expect(row('last')?.value?.text).toBe('the end')
      expect(inOrder[0]?.headers.map(({ name }) => name)).toEqual([hostileTexts[0], '__proto__', 'constructor'])
      expect(inOrder.slice(0, attacks.length).map(({ key }) => key?.text)).toEqual(hostileTexts)
    }
    expect((await request.get('/api/health')).status()).toBe(200)
    // Threads that rest end after a minute, and others search meanwhile.
    await expect
      .poll(async () => (await residentBytes()) - before, { timeout: RESTING_MS })
      .toBeLessThan(MOST_MORE_BYTES)
  } finally {
    await request.delete(`${TOPICS}/${NAME}?confirm=${NAME}`)
  }
})

/** The name of each record, by its offset. */
async function write(bootstrap: readonly string[]): Promise<string[]> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap.join(',')) })
  try {
    const { brokers, topics } = await readMetadata(connections, [NAME])
    const leader = brokers.find(({ id }) => id === topics[0]?.partitions[0]?.leader)
    if (!leader) throw new Error('The topic has no leader')
    const topic = { name: NAME, topicId: topics[0]?.topicId ?? null }
    const names = attacks.map((_, index) => `attack ${index}`)
    for (const [name, batch] of hostileBatches()) {
      const input = { topic, acks: 'all', timeoutMs: DEADLINE_MS, partitions: [{ id: 0, batch }] } as const
      const [answer] = await connections.to(leader, 'bulk').send(produceRecords, input, DEADLINE_MS)
      expect(answer?.errorCode, `${name}: ${answer?.errorMessage}`).toBe(0)
      if (name !== 'attacks') names.push(name)
    }
    return names
  } finally {
    connections.close()
  }
}
