import { expect, test } from 'vitest'
import type { ProduceReply } from '#lib/contract/produce.ts'
import { runUpload, UploadControl, type UploadTrouble } from './run-upload.ts'
import type { BatchRecord } from './upload-batch.ts'
import { failedText, type UploadCounts } from './upload-tally.ts'

type Send = (batch: readonly BatchRecord[]) => Promise<ProduceReply>

const read = (text: string) => {
  if (text === '') return null
  if (text.startsWith('bad')) return { problem: 'wrong' }
  return { record: { key: null, value: { format: 'string' as const, data: text }, headers: [] } }
}

async function* chunksOf(text: string) {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000)
}

const replyTo = (batch: readonly BatchRecord[], isOk: (data: string) => boolean = () => true): ProduceReply => {
  const results = batch.map(({ record }, index) => {
    const ok = isOk(record.value?.data ?? '')
    return { index, ok, partition: 0, offset: ok ? index : null, timestampMs: null, ...(!ok && { error: 'refused' }) }
  })
  return { results, failed: results.filter(({ ok }) => !ok).length }
}

function start(text: string, send: Send) {
  const control = new UploadControl()
  const troubles: UploadTrouble[] = []
  const counts: UploadCounts[] = []
  const input = { chunks: chunksOf(text), read, send, control, breathe: async () => {} }
  const done = runUpload({
    ...input,
    onCounts: (known) => counts.push(known),
    onTrouble: (trouble) => troubles.push(trouble),
  })
  return { control, troubles, counts, done }
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`)

test('every line has a result, and wrong ones do not lose the others', async () => {
  const sent: number[] = []
  const text = ['a', '', 'bad 3', 'b', 'refuse', 'c'].join('\n')
  const { done } = start(text, async (batch) => {
    sent.push(...batch.map(({ line }) => line.number))
    return replyTo(batch, (data) => data !== 'refuse')
  })
  const counts = await done
  expect(sent).toEqual([1, 4, 5, 6])
  expect(counts).toMatchObject({ lines: 6, sent: 3, failed: 2, empty: 1, bytes: text.length, isCut: false })
  expect(counts.failedLines).toEqual([
    { number: 3, text: 'bad 3', reason: 'wrong' },
    { number: 5, text: 'refuse', reason: 'refused' },
  ])
  expect(failedText(counts.failedLines)).toBe('bad 3\nrefuse\n')
})

test('one request at a time, in the order of the file, and progress after each', async () => {
  let running = 0
  const seen: string[] = []
  const { done, counts } = start(lines(2_500).join('\n'), async (batch) => {
    expect(++running).toBe(1)
    await Promise.resolve()
    seen.push(...batch.map(({ line }) => line.text))
    running--
    return replyTo(batch)
  })
  expect(await done).toMatchObject({ lines: 2_500, sent: 2_500, failed: 0 })
  expect(seen).toEqual(lines(2_500))
  const progress = counts.map((known) => known.bytes)
  expect(progress).toEqual([...progress].sort((a, b) => a - b))
  expect(new Set(counts.map((known) => known.sent))).toEqual(new Set([0, 1_000, 2_000, 2_500]))
})

test('a request without an answer holds it, and the same lines go again once it resumes', async () => {
  const sizes: number[] = []
  const { done, control, troubles } = start(lines(1_200).join('\n'), async (batch) => {
    sizes.push(batch.length)
    if (sizes.length === 1) {
      queueMicrotask(() => setTimeout(() => control.resume()))
      throw new Error('unreachable')
    }
    return replyTo(batch)
  })
  expect(await done).toMatchObject({ sent: 1_200, failed: 0 })
  expect(sizes).toEqual([1_000, 1_000, 200])
  expect(troubles[0]).toMatchObject({ kind: 'error', firstLine: 1, lastLine: 1_000 })
})

test('where all of a batch is refused it waits rather than have the whole file refused', async () => {
  const { done, control, troubles } = start(lines(2_100).join('\n'), async (batch) => {
    if (batch[0]?.line.number === 1) setTimeout(() => control.stop())
    return replyTo(batch, () => false)
  })
  expect(await done).toMatchObject({ lines: 1_000, sent: 0, failed: 1_000 })
  expect(troubles).toEqual([{ kind: 'refused', reason: 'refused', firstLine: 1, lastLine: 1_000 }])
})

test('paused it sends nothing, and stopped it ends with what is known', async () => {
  const calls: number[] = []
  const { done, control } = start(lines(3_000).join('\n'), async (batch) => {
    calls.push(batch.length)
    control.pause()
    setTimeout(() => control.stop())
    return replyTo(batch)
  })
  expect(await done).toMatchObject({ lines: 1_000, sent: 1_000 })
  expect(calls).toEqual([1_000])
})

test('of many failed lines the first thousand are kept, and all are counted', async () => {
  const { done } = start('bad\n'.repeat(5_000), async (batch) => replyTo(batch))
  const counts = await done
  expect(counts).toMatchObject({ lines: 5_000, failed: 5_000, isCut: true })
  expect(counts.failedLines).toHaveLength(1_000)
})
