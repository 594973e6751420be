import { expect, test } from 'vitest'
import { assertRoutesAreWrapped, unwrappedExports } from './check-routes.mjs'

const IMPORT = "import { route } from '#lib/server/route.ts'\n"

test.each([
  ['a wrapped handler', `${IMPORT}export const GET = route(x, () => 1)`, []],
  ['a bare function', `${IMPORT}export async function GET() {}`, ['export async function GET() {}']],
  ['a bare arrow', `${IMPORT}export const POST = async () => {}`, ['export const POST = async () => {}']],
  ['a handler passed on', "export { GET } from './other.ts'", ["export { GET } from './other.ts'"]],
  ['a wrapper of its own', 'const route = (x) => x\nexport const GET = route(1)', ['export const GET = route(1)']],
  [
    'a handler beside a good one',
    `${IMPORT}export const GET = route(x)\nexport const PUT = 1`,
    ['export const PUT = 1'],
  ],
])('%s', (_name, source, holes) => {
  expect(unwrappedExports(source)).toEqual(holes)
})

test('the routes of this project have no hole', () => {
  expect(() => assertRoutesAreWrapped('.')).not.toThrow()
})
