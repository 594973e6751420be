import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { Wire } from './wire.ts'

/** A question over a stream whose other side is a test. */
function setup() {
  const stream = new Duplex({ read: () => {}, write: (_data, _encoding, done) => done() })
  const asked = new Wire(stream).ask(metadata, { topics: [] }, metadata.versions.min)
  return { stream, asked }
}

test.each<[string, readonly number[] | string, string]>([
  ['a web server', 'HTTP/1.1 400 Bad Request\r\n', 'stranger'],
  ['an alert of TLS', [0x15, 3, 3, 0, 2, 2, 80], 'tls'],
  ['a reply of an impossible length', [0xff, 0xff, 0xff, 0xff], 'stranger'],
  ['a reply to something else', [0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0, 0], 'stranger'],
])('%s is told from Kafka, and hung up on, as it may go on talking', async (_name, bytes, kind) => {
  const { stream, asked } = setup()
  stream.push(Buffer.from(bytes))
  await expect(asked).rejects.toMatchObject({ name: 'WireFailure', kind })
  expect(stream.destroyed).toBe(true)
})
