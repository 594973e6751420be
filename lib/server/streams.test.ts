import { afterEach, describe, expect, test, vi } from 'vitest'
import { countStreams, endStreams, eventStream, formatEvent } from './streams.ts'

afterEach(() => {
  endStreams()
  vi.useRealTimers()
})

/** A source with a queue, which counts how often it was pulled. */
function queueSource() {
  const queue: string[] = []
  let wake = () => {}
  const stop = vi.fn()
  return {
    queue,
    stop,
    push(text: string) {
      queue.push(text)
      wake()
    },
    source: {
      take: () => queue.shift() ?? null,
      follow: (notify: () => void) => {
        wake = notify
        return stop
      },
    },
  }
}

function open(source: ReturnType<typeof queueSource>['source']) {
  const abort = new AbortController()
  const response = eventStream(abort.signal, source)
  const body: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader()
  if (!body) throw new Error('no body')
  const reader = {
    cancel: () => body.cancel(),
    async read() {
      const { done, value } = await body.read()
      return { done, value: value && new TextDecoder().decode(value) }
    },
  }
  return { abort, reader, response }
}

describe('an event stream', () => {
  test('passes on what there is, and waits for more', async () => {
    const { source, push } = queueSource()
    const { reader } = open(source)
    push(formatEvent('a', 1))
    expect(await reader.read()).toEqual({ done: false, value: 'event: a\ndata: 1\n\n' })
    const next = reader.read()
    push(formatEvent('b', { x: 'line\nbreak' }))
    expect((await next).value).toBe('event: b\ndata: {"x":"line\\nbreak"}\n\n')
  })

  test('takes nothing from its source while there is no reader, however much there is', async () => {
    const { source, push, queue } = queueSource()
    open(source)
    for (let index = 0; index < 1_000; index++) push(`event ${index}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(queue.length).toBeGreaterThan(990)
  })

  test('stays alive with a heartbeat', async () => {
    vi.useFakeTimers()
    const { source } = queueSource()
    const { reader } = open(source)
    const beat = reader.read()
    await vi.advanceTimersByTimeAsync(15_000)
    expect((await beat).value).toBe(': still here\n\n')
  })

  test('ends when its reader leaves, and leaves nothing behind', async () => {
    const { source, stop } = queueSource()
    const { abort, reader } = open(source)
    expect(countStreams()).toBe(1)
    abort.abort()
    expect((await reader.read()).done).toBe(true)
    expect(stop).toHaveBeenCalledOnce()
    expect(countStreams()).toBe(0)
  })

  test('ends when its reader cancels', async () => {
    const { source, stop } = queueSource()
    const { reader } = open(source)
    await reader.cancel()
    expect(stop).toHaveBeenCalledOnce()
    expect(countStreams()).toBe(0)
  })

  test('never starts for a reader that has left already', async () => {
    const { source, stop } = queueSource()
    eventStream(AbortSignal.abort(), source)
    expect(stop).toHaveBeenCalledOnce()
    expect(countStreams()).toBe(0)
  })

  test('says goodbye when the server stops', async () => {
    const { source } = queueSource()
    const { reader } = open(source)
    endStreams()
    expect((await reader.read()).value).toBe('event: bye\ndata: {"reason":"stopping"}\n\n')
    expect((await reader.read()).done).toBe(true)
  })

  test('is not cached, and not packed by a proxy that would hold events back', () => {
    const { response } = open(queueSource().source)
    expect(response.headers.get('cache-control')).toBe('private, no-store, no-transform')
    expect(response.headers.get('content-type')).toBe('text/event-stream')
  })
})
