import { expect, test } from 'vitest'
import { routes } from '#lib/contract/routes.ts'
import { describeApi } from './openapi.ts'

test('every route of the contract is in the OpenAPI document, with its parameters', () => {
  const { openapi, paths } = describeApi()
  expect(openapi).toBe('3.1.0')
  for (const { method, path } of routes) {
    const name = `/api${path.replace(/:(\w+)/g, '{$1}')}`
    expect(paths).toHaveProperty([name, method.toLowerCase(), 'summary'])
  }
  expect(paths).toHaveProperty(
    ['/api/clusters/{c}/topics', 'get', 'parameters'],
    expect.arrayContaining([
      expect.objectContaining({ name: 'c', in: 'path', required: true }),
      expect.objectContaining({ name: 'internal', in: 'query', required: false }),
    ]),
  )
})
