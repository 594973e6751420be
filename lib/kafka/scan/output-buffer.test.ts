import { afterEach, describe, expect, test, vi } from 'vitest'
import { OutputBuffer } from './output-buffer.ts'

function open(dropAbove: number | null = null) {
  const chunks: string[] = []
  const onStalled = vi.fn()
  const dropAboveBytes = dropAbove === null ? null : () => dropAbove
  const output = new OutputBuffer({
    send: (chunk) => chunks.push(new TextDecoder().decode(chunk)),
    dropAboveBytes,
    onStalled,
  })
  return { output, chunks, onStalled, text: () => chunks.join('') }
}

const line = (index: number) => `${index} ${'x'.repeat(1_000)}\n`

/** Whether it has settled by now, without waiting for it. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false
  void promise.then(() => {
    settled = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  return settled
}

afterEach(() => {
  vi.useRealTimers()
})

describe('the way out', () => {
  test('stops where the reader takes nothing, and goes on as it takes', async () => {
    const { output, chunks, text } = open()
    for (let index = 0; index < 3_000; index++) output.write(line(index))
    expect(text().length).toBeLessThan(1.2 * 1024 ** 2)
    const room = output.room()
    expect(await isSettled(room)).toBe(false)
    for (let index = 0; index < chunks.length; index++) output.credit(Buffer.byteLength(chunks[index] ?? ''))
    expect(await isSettled(room)).toBe(true)
    await output.drain()
    expect(text()).toBe(Array.from({ length: 3_000 }, (_, index) => line(index)).join(''))
  })

  test('of a live tail drops the oldest, and counts them', async () => {
    const { output, chunks, text } = open(100_000)
    for (let index = 0; index < 3_000; index++) output.write(line(index))
    for (let index = 0; index < chunks.length; index++) output.credit(Buffer.byteLength(chunks[index] ?? ''))
    await output.drain()
    const seen = text()
      .trimEnd()
      .split('\n')
      .map((one) => Number(one.split(' ')[0]))
    expect(seen.length + output.dropped).toBe(3_000)
    expect(output.dropped).toBeGreaterThan(1_000)
    expect(seen.at(-1)).toBe(2_999)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  test('does not wait for ever for a reader that takes nothing', async () => {
    vi.useFakeTimers()
    const { output, onStalled } = open()
    for (let index = 0; index < 3_000; index++) output.write(line(index))
    void output.room()
    await vi.advanceTimersByTimeAsync(119_000)
    expect(onStalled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(onStalled).toHaveBeenCalledOnce()
  })

  test('once closed lets nobody wait, and sends nothing', async () => {
    const { output, chunks } = open()
    for (let index = 0; index < 3_000; index++) output.write(line(index))
    const room = output.room()
    output.close()
    expect(await isSettled(room)).toBe(true)
    const sent = chunks.length
    output.write(line(1))
    output.flush()
    expect(chunks).toHaveLength(sent)
  })
})
