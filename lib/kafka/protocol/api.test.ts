import { describe, expect, test } from 'vitest'
import { type Api, type ApiVersionMap, chooseVersion, decodeReply, encodeRequest } from './api.ts'
import { apiVersions, negotiateVersions } from './api-versions.ts'
import { KafkaError } from './error-codes.ts'
import { UnsupportedApi } from './unsupported-api.ts'

const api: Api<void, number> = {
  key: 99,
  name: 'Example',
  versions: { min: 2, max: 5 },
  flexibleFrom: 4,
  encode: (writer, _input, version) => {
    writer.int16(version).noTags()
  },
  decode: (reader) => {
    const value = reader.int16()
    reader.skipTags()
    return value
  },
}

const broker = (min: number, max: number): ApiVersionMap => new Map([[99, { min, max }]])

describe('the version that both sides speak', () => {
  test.each([
    [0, 9, 5],
    [0, 3, 3],
    [5, 9, 5],
    [2, 2, 2],
  ])('a broker that speaks %i to %i is asked with %i', (min, max, version) => {
    expect(chooseVersion(api, broker(min, max))).toBe(version)
  })

  test.each([
    [0, 1, 'too old'],
    [6, 9, 'has dropped all of ours'],
  ])('a broker that speaks %i to %i is %s, which is said and not guessed', (min, max) => {
    expect(() => chooseVersion(api, broker(min, max))).toThrow(UnsupportedApi)
  })

  test('a broker that does not know the request at all', () => {
    expect(() => chooseVersion(api, new Map())).toThrow('does not offer Example')
  })
})

test('flexible versions carry the tag section of the request header in front, classic ones do not', () => {
  expect([...encodeRequest(api, undefined, 3)]).toEqual([0, 3])
  expect([...encodeRequest(api, undefined, 4)]).toEqual([0, 0, 4, 0])
})

test('flexible replies begin with the tag section of their header', () => {
  expect(decodeReply(api, Buffer.from([0, 7]), 3)).toBe(7)
  expect(decodeReply(api, Buffer.from([0, 0, 7, 0]), 4)).toBe(7)
})

test('ApiVersions is always answered with the classic header', () => {
  const reply = decodeReply(apiVersions, Buffer.from([0, 0, 2, 0, 3, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0]), 3)
  expect(reply.apis.get(3)).toEqual({ min: 1, max: 9 })
})

describe('a refused version of ApiVersions', () => {
  const refusal = [0, 35, 0, 0, 0, 1, 0, 18, 0, 0, 0, 3]

  test.each([
    ['names the versions that the broker speaks', refusal, new Map([[18, { min: 0, max: 3 }]])],
    ['names none, as brokers before 2.4 do', [0, 35, 0, 0, 0, 0], new Map()],
  ])('%s, and is read in the format of version 0', (_what, bytes, apis) => {
    const nothing = { supportedFeatures: new Map(), finalizedFeatures: null }
    expect(decodeReply(apiVersions, Buffer.from(bytes), 4)).toEqual({ errorCode: 35, apis, ...nothing })
  })

  const refusalOf = (bytes: number[]) => decodeReply(apiVersions, Buffer.from(bytes), 4)
  const accepted = decodeReply(apiVersions, Buffer.from([0, 0, 0, 0, 0, 0]), 0)

  test.each([
    ['the newest that both speak', refusal, [4, 3]],
    ['version 0 where the broker names none', [0, 35, 0, 0, 0, 0], [4, 0]],
  ])('is followed by %s', async (_what, bytes, expected) => {
    const asked: number[] = []
    const answered = await negotiateVersions(async (version) => {
      asked.push(version)
      return asked.length === 1 ? refusalOf(bytes) : accepted
    })
    expect(asked).toEqual(expected)
    expect(answered).toBe(accepted)
  })

  test('is an error where the broker refuses again', async () => {
    await expect(negotiateVersions(async () => refusalOf(refusal))).rejects.toThrow(KafkaError)
  })
})
