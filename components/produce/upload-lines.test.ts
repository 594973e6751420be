import { expect, test } from 'vitest'
import { type FileLine, LineSplitter } from './upload-lines.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function split(bytes: Uint8Array, chunkBytes: number, maxLineBytes = 1_000): FileLine[] {
  const splitter = new LineSplitter(maxLineBytes)
  const lines: FileLine[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes)
    lines.push(...splitter.push(bytes.subarray(at, at + chunkBytes)))
  return [...lines, ...splitter.end()]
}

const textsOf = (lines: readonly FileLine[]) => lines.map(({ text, problem }) => problem ?? text)

test('the lines are the same wherever the chunks are cut, also within a character or a line end', () => {
  const bytes = bytesOf('\ufeffé\r\n\n🎬 Toronto\r\n{"a":1}\nlast\r')
  for (let chunkBytes = 1; chunkBytes <= bytes.length; chunkBytes++) {
    const lines = split(bytes, chunkBytes)
    expect(textsOf(lines)).toEqual(['é', '', '🎬 Toronto', '{"a":1}', 'last'])
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(lines.at(-1)?.endsAt).toBe(bytes.length)
  }
})

test('each line says how far the file is read with it', () => {
  expect(split(bytesOf('ab\r\nc\n\nd'), 3).map(({ endsAt }) => endsAt)).toEqual([4, 6, 7, 8])
})

test('a final line end begins no other line, and an empty file has none', () => {
  expect(textsOf(split(bytesOf('a\nb\n'), 2))).toEqual(['a', 'b'])
  expect(split(bytesOf(''), 1)).toEqual([])
})

test('a byte order mark is left out at the start of the file only', () => {
  expect(textsOf(split(bytesOf('\ufeffa\n\ufeffb'), 4))).toEqual(['a', '\ufeffb'])
})

test('a line that is not UTF-8, or too long, is named and does not lose the others', () => {
  const bytes = Uint8Array.of(...bytesOf('one\n'), 0xff, 0xfe, ...bytesOf(`\n${'x'.repeat(30)}\ntwo`))
  for (const chunkBytes of [1, 7, 100]) {
    expect(textsOf(split(bytes, chunkBytes, 20))).toEqual([
      'one',
      'the line is not UTF-8 text',
      'the line is too long for one request',
      'two',
    ])
  }
})
