import { expect, test } from 'vitest'
import { refuseAddress } from './api-address.ts'

test.each([
  ['GET', '/api/clusters'],
  ['HEAD', '/api/clusters/demo/events'],
  ['POST', '/api/demo/brokers/1'],
  ['GET', '/api/clusters/a%20b/topics'],
  ['GET', '/api/unheard-of'],
])('%s %s is left to its handler', (method, path) => {
  expect(refuseAddress(method, path)).toBeNull()
})

test.each([
  ['GET', '/api', 404, 'There is no GET /api.'],
  ['DELETE', '/api/clusters', 404, 'There is no DELETE /api/clusters. There is GET.'],
  ['GET', '/api/demo/brokers/1', 404, 'There is no GET /api/demo/brokers/1. There is POST.'],
  ['GET', '/api/clusters/%FF/topics', 400, 'The address has a broken percent-encoding.'],
])('%s %s is refused in the words of the contract', (method, path, status, message) => {
  expect(refuseAddress(method, path)).toMatchObject({ status, message })
})
