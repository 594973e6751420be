import { expect, test } from 'vitest'
import { readLines } from './read-lines.ts'

function streamOf(chunks: readonly Uint8Array[], onCancel = () => {}): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift()
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
    cancel: onCancel,
  })
}

test('lines come whole wherever the network cuts them, in the middle of a letter too', async () => {
  const bytes = new TextEncoder().encode('{"a":"Zürich 🌊"}\n{"b":2}\n')
  const found: string[] = []
  for await (const lines of readLines(streamOf([...bytes].map((byte) => new Uint8Array([byte]))))) found.push(...lines)
  expect(found).toEqual(['{"a":"Zürich 🌊"}', '{"b":2}'])
})

test('a line that was cut off is left out', async () => {
  const found: string[] = []
  for await (const lines of readLines(streamOf([new TextEncoder().encode('1\n2')]))) found.push(...lines)
  expect(found).toEqual(['1'])
})

test('who stops listening lets the stream go', async () => {
  let isCancelled = false
  const stream = streamOf([new TextEncoder().encode('1\n'), new TextEncoder().encode('2\n')], () => {
    isCancelled = true
  })
  for await (const lines of readLines(stream)) {
    expect(lines).toEqual(['1'])
    break
  }
  expect(isCancelled).toBe(true)
})
