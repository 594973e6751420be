import { expect, test } from 'vitest'
import type { LastWrite } from '#lib/monitor/snapshot/last-write.ts'
import { readLastWrite } from './topic-last-write.ts'

const problem = { code: 'partial', message: '1 partition of 2 did not tell.' }
const question = { topic: 't', topicId: null, partitions: [0] }
const at = (ms: number) => new Date(ms).toISOString()

test.each([
  ['what the brokers tell', { latestMs: 5, problem: null }, null, at(5), []],
  ['what was seen since', { latestMs: 5, problem: null }, 9, at(9), []],
  ['what was seen, though nobody tells', { latestMs: null, problem }, 9, at(9), []],
  ['what only some tell, with the reason', { latestMs: 5, problem }, null, at(5), ['partial']],
  ['nothing, with the reason', { latestMs: null, problem }, null, null, ['partial']],
  ['nothing, as there is nothing in it', { latestMs: null, problem: null }, null, null, ['empty']],
  ['no date beyond all numbers', { latestMs: 2 ** 63, problem: null }, null, null, ['invalid-time']],
  ['no date that no calendar holds', { latestMs: 8.64e15 + 1, problem: null }, null, null, ['invalid-time']],
] as [string, LastWrite, number | null, string | null, string[]][])('the last write is %s', async (...facts) => {
  const [, answer, seenMs, lastWriteAt, codes] = facts
  // The one verb that is called here answers so.
  const monitor = { call: async () => answer } as unknown as Parameters<typeof readLastWrite>[0]
  const reply = await readLastWrite(monitor, question, seenMs)
  expect(reply.lastWriteAt).toBe(lastWriteAt)
  expect(reply.problems.map(({ code }) => code)).toEqual(codes)
})
