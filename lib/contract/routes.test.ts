import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { routes } from './routes.ts'

const CATCH_ALL = '/[...path]'

/** The routes of the route files, by their paths and exports. */
function servedRoutes(): string[] {
  return globSync('app/api/**/route.ts').flatMap((file) => {
    const path = file
      .replaceAll('\\', '/')
      .replace(/^app\/api/, '')
      .replace(/\/route\.ts$/, '')
    if (path === CATCH_ALL) return []
    const methods = [...readFileSync(file, 'utf8').matchAll(/^export const ([A-Z]+) = /gm)].map((match) => match[1])
    return methods.map((method) => `${method} ${path.replace(/\[(\w+)\]/g, ':$1')}`)
  })
}

test('every route of the contract is served, and nothing else is', () => {
  expect(servedRoutes().sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

/** Requests without a body that still change something. */
const bareOrders = ['/clusters/:c/connection/check']

test('only routes without a body lack a schema for it', () => {
  for (const { method, path, body } of routes) {
    const takesBody = ['POST', 'PATCH'].includes(method) && !bareOrders.includes(path)
    expect(`${path} ${body !== undefined}`).toBe(`${path} ${takesBody}`)
  }
})
