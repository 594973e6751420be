import { describe, expect, test } from 'vitest'
import { MalformedReply } from '#lib/bytes/reader.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { requireOutcome, toFanOut } from './fan-out.ts'

const done = (name: string) => ({ name, errorCode: 0, errorMessage: null })
const refused = (name: string) => ({ name, errorCode: 29, errorMessage: 'No right.' })

describe('of several things asked for', () => {
  test('each succeeds or fails by itself', () => {
    const { data, failures } = toFanOut(['a', 'b'], [refused('b'), done('a')])
    expect(data).toEqual([done('a')])
    expect(failures).toEqual([{ scope: 'b', error: new KafkaError(29, 'No right.') }])
  })

  test.each([
    ['an empty reply', []],
    ['a reply about something else', [done('z')]],
  ])('%s is no success', (_name, outcomes) => {
    const { data, failures } = toFanOut(['a', 'b'], outcomes)
    expect(data).toEqual([])
    expect(failures.map(({ scope }) => scope)).toEqual(['a', 'b'])
    for (const { error } of failures) expect(error).toBeInstanceOf(MalformedReply)
  })
})

describe('of one thing asked for', () => {
  test('its own outcome counts', () => {
    expect(requireOutcome('a', [refused('b'), done('a')])).toEqual(done('a'))
    expect(() => requireOutcome('b', [refused('b'), done('a')])).toThrow('No right.')
  })

  test.each([[[]], [[done('z')]]])('%j is no success', (outcomes) => {
    expect(() => requireOutcome('a', outcomes)).toThrow(MalformedReply)
  })
})
