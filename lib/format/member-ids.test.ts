import { expect, test } from 'vitest'
import { shortenMemberIds } from './member-ids.ts'

const RANDOM = '196bbed8-be9f-4134-bad3-7f3a81c37e5d'

test('the id of a member is said by that of its client', () => {
  expect(shortenMemberIds(`partition 0 of mine-topic, member mine-app-${RANDOM}.`)).toEqual([
    { text: 'partition 0 of mine-topic, member ' },
    { text: 'mine-app', memberId: `mine-app-${RANDOM}` },
    { text: '.' },
  ])
})

test('without a client in it, it is only shortened', () => {
  expect(shortenMemberIds(`member ${RANDOM}`)).toEqual([{ text: 'member ' }, { text: '196bbed8…', memberId: RANDOM }])
})

test.each(['Keeps up: reads 42/s.', 'member c-1.', ''])('%j stays as it is', (sentence) => {
  expect(
    shortenMemberIds(sentence)
      .map(({ text }) => text)
      .join(''),
  ).toBe(sentence)
})
