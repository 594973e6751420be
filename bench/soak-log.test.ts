import { expect, test } from 'vitest'
import { errorLines } from './soak-log.ts'

const line = (level: number, second: number) =>
  JSON.stringify({ level, time: `2026-12-01T10:00:0${second}.000Z`, msg: 'something' })
const bootstrap = '   ▲ Next.js 16'
const fromNext = ' ⨯ Error: something'

test('only errors that nothing explains are counted', () => {
  const log = [bootstrap, line(30, 1), line(40, 2), line(50, 3), line(60, 4), line(50, 5), fromNext, '{broken'].join(
    '\n',
  )
  const isExplained = (atMs: number) => atMs === Date.parse('2026-12-01T10:00:05Z')
  expect(errorLines(log, isExplained)).toEqual([line(50, 3), line(60, 4), fromNext])
})
