import { expect, test } from 'vitest'
import { judgeReply, type Reply } from './judge-reply.ts'

const HEALTH = 'GET /api/health'
const json = { 'content-type': 'application/json', 'cache-control': 'private, no-store' }
const error = (code: string) => JSON.stringify({ error: { code, message: 'No.', requestId: '1' } })
const judge = (reply: Partial<Reply>, operation = HEALTH) =>
  judgeReply(operation, 'GET', { status: 200, headers: json, text: '{"status":"ok"}', isCut: false, ...reply })

function redirect(location: string): Partial<Reply> {
  return { status: 308, text: '', headers: { 'cache-control': 'no-store', location } }
}

test('replies and errors of the contract are right', () => {
  expect(judge({})).toBeNull()
  expect(judge({ status: 404, text: error('not-found') })).toBeNull()
  expect(judge({ status: 502, text: error('unreachable') })).toBeNull()
  expect(judge(redirect('/api/clusters'))).toBeNull()
})

test.each<[fault: string, Partial<Reply>]>([
  ['an error of the dashboard itself', { status: 500, text: error('internal') }],
  ['no error of the contract', { status: 500, text: 'Internal Server Error' }],
  ['no error of the contract', { status: 404, text: '<html></html>' }],
  ['not-found is not 503', { status: 503, text: error('not-found') }],
  ['not as the contract says', { text: '{"status":"well"}' }],
  ['not as the contract says', { text: '' }],
  ['the contract has 200', { status: 204, text: '' }],
  ['a cache may keep it', { headers: { 'content-type': 'application/json' } }],
  ['it does not end', { isCut: true }],
  ['it leads to //evil.example', redirect('//evil.example')],
])('%s is found', (fault, reply) => {
  expect(judge(reply)).toContain(fault)
})

test('a stream may be cut anywhere, and its lines are looked at', () => {
  const stream = { headers: { ...json, 'content-type': 'application/x-ndjson' }, isCut: true }
  const messages = 'GET /api/clusters/{c}/topics/{t}/messages'
  expect(
    judge(
      { ...stream, text: '{"type":"start","asOf":"2026-11-21T10:00:00.000Z","partitions":[]}\n{"type":"sta' },
      messages,
    ),
  ).toBeNull()
  expect(judge({ ...stream, text: '{"type":"start"}\n' }, messages)).toContain('not as the contract says')
})
