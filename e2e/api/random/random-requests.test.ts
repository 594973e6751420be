import fc from 'fast-check'
import { expect, test } from 'vitest'
import { routes } from '#lib/contract/routes.ts'
import { describeApi } from '#lib/server/openapi.ts'
import { knownValues } from './known-values.ts'
import { nameOf, openapiDocument, operationsOf, validRequest, wrongRequest } from './random-requests.ts'

const DRAWN = { numRuns: 40, seed: 1 }
const operations = operationsOf(openapiDocument.parse(JSON.parse(JSON.stringify(describeApi()))))
const definitions = new Map(
  routes.map((definition) => [`${definition.method} /api${definition.path.replace(/:(\w+)/g, '{$1}')}`, definition]),
)

test('every operation of the contract is drawn from', () => {
  expect(operations.map(nameOf).toSorted()).toEqual([...definitions.keys()].toSorted())
})

test.each(operations.map((made) => [nameOf(made), made] as const))('%s: what is called valid is', (name, made) => {
  const definition = definitions.get(name)
  for (const { target, body } of fc.sample(validRequest(made, knownValues), DRAWN)) {
    const query = Object.fromEntries(new URL(target, 'http://localhost').searchParams)
    expect(definition?.query.safeParse(query).error, target).toBeUndefined()
    if (body !== null) expect(definition?.body?.safeParse(JSON.parse(body)).error, body).toBeUndefined()
  }
})

test.each(operations.map((made) => [nameOf(made), made] as const))('%s: what is wrong can be sent', (_name, made) => {
  for (const { target } of fc.sample(wrongRequest(made, knownValues), DRAWN)) expect(target).toMatch(/^\/[!-~]*$/)
})
