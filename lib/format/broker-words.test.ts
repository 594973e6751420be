import { expect, test } from 'vitest'
import { brokerWords } from './broker-words.ts'

const elsewhere = { field: 'bootstrap', code: 'advertised-unreachable', message: '' } as const
const usual = { up: 'up', down: 'down' }

test('brokers that are elsewhere are not called down', () => {
  expect(brokerWords({ brokerCount: 0, problems: [elsewhere] })).toEqual({ up: 'reached', down: 'not reached' })
  expect(brokerWords({ brokerCount: 0, problems: [{ ...elsewhere, code: 'broker-down' }] })).toEqual(usual)
  expect(brokerWords(undefined)).toEqual(usual)
})

test('brokers behind an SSH host that is lost are not called down', () => {
  expect(brokerWords({ brokerCount: 0, problems: [{ ...elsewhere, code: 'ssh' }] }).down).toBe('not reached')
})

test('the only one, where it is reached at another address, is up', () => {
  expect(brokerWords({ brokerCount: 1, problems: [elsewhere] })).toEqual(usual)
})
