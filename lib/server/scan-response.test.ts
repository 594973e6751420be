import { afterEach, describe, expect, test, vi } from 'vitest'
import { ScanStream } from '#lib/kafka/scan/scan-stream.ts'
import { scanResponse } from './scan-response.ts'
import { countStreams, endStreams } from './streams.ts'

afterEach(() => endStreams())

const bytes = (text: string) => new TextEncoder().encode(text)

function open({ lastLine = 'bye\n' as string | null, aborted = false } = {}) {
  const abort = new AbortController()
  if (aborted) abort.abort()
  const onTaken = vi.fn()
  const onLeft = vi.fn()
  const stream = new ScanStream({ onTaken, onLeft, onEnd: () => {} })
  stream.ready.catch(() => {})
  const chunk = (text: string) => stream.receive({ type: 'chunk', id: 1, bytes: bytes(text) })
  const response = scanResponse({ signal: abort.signal, stream, headers: { 'Content-Type': 'text/plain' }, lastLine })
  return { abort, stream, chunk, response, onTaken, onLeft }
}

describe('what a scan brings', () => {
  test('is passed on as it comes, to its end', async () => {
    const { stream, chunk, response } = open()
    chunk('one\n')
    chunk('two\n')
    stream.receive({ type: 'end', id: 1, isWhole: true })
    expect(await response.text()).toBe('one\ntwo\n')
    expect(countStreams()).toBe(0)
  })

  test('is taken only as its reader takes it', async () => {
    const { chunk, response, onTaken } = open()
    chunk('one\n')
    chunk('two\n')
    await new Promise((resolve) => setImmediate(resolve))
    expect(onTaken).not.toHaveBeenCalled()
    await response.body?.getReader().read()
    expect(onTaken).toHaveBeenCalledExactlyOnceWith(4)
  })

  test('that is not whole breaks off, rather than look complete', async () => {
    const { stream, chunk, response } = open()
    chunk('one\n')
    stream.receive({ type: 'end', id: 1, isWhole: false })
    await expect(response.text()).rejects.toThrow()
  })

  test.each(['abort', 'cancel'] as const)('is not made any more when its reader leaves by %s', async (way) => {
    const { abort, response, onLeft } = open()
    if (way === 'abort') abort.abort()
    else await response.body?.cancel()
    expect(onLeft).toHaveBeenCalledOnce()
    expect(countStreams()).toBe(0)
  })

  test('is not begun for a reader that has left already', () => {
    const { onLeft } = open({ aborted: true })
    expect(onLeft).toHaveBeenCalledOnce()
    expect(countStreams()).toBe(0)
  })

  test('says that the server stops', async () => {
    const { response, onLeft } = open()
    const text = response.text()
    endStreams()
    expect(await text).toBe('bye\n')
    expect(onLeft).toHaveBeenCalledOnce()
  })

  test('breaks off when the server stops, where only all of it is of use', async () => {
    const { response } = open({ lastLine: null })
    const text = response.text()
    endStreams()
    await expect(text).rejects.toThrow('stops')
  })
})
