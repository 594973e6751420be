import { join } from 'node:path'

/** What the tests share with the demo, such as jars. */
export const TEST_DATA = join(import.meta.dirname, '..', '.highwater')

/** Test runs that go side by side have clusters of their own. */
const { HIGHWATER_TEST_LANE: lane } = process.env

/** Where a cluster of the tests lives, and what belongs to it. */
export function testFolder(name: string): string {
  return join(TEST_DATA, ['test', ...(lane ? [lane] : []), name].join('-'))
}
