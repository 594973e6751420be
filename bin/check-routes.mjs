import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const WRAPPED = /^export const (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) = route\(/
const WRAPPER = /^import \{ route \} from '#lib\/server\/route\.ts'$/m

/**
 * The lines of a route file that export anything but a handler made by the one wrapper.
 * @param {string} source
 * @returns {string[]}
 */
export function unwrappedExports(source) {
  const exports = source.split('\n').filter((line) => /^\s*export\b/.test(line))
  if (!WRAPPER.test(source)) return exports
  return exports.filter((line) => !WRAPPED.test(line))
}

/**
 * Host, origin, parsing and error rules live in that wrapper, so a handler without it is a hole.
 * @param {string} root
 */
export function assertRoutesAreWrapped(root) {
  const holes = globSync('app/**/route.{ts,tsx,js,jsx,mjs}', { cwd: root }).flatMap((file) =>
    unwrappedExports(readFileSync(join(root, file), 'utf8')).map((line) => `${file}: ${line}`),
  )
  if (holes.length > 0) {
    throw new Error(
      `Route files may only export handlers made by route() of #lib/server/route.ts:\n${holes.join('\n')}`,
    )
  }
}
