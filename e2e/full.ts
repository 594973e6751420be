/** `npm run test:full`: what needs patience gets it. */
export const isFull = process.env.HIGHWATER_TEST_FULL === 'true'

const FULL_FACTOR = 20

/** How often a property test tries: a number sized for a fraction of a second, and many more in `npm run test:full`. */
export function propertyRuns(quick: number): number {
  return isFull ? quick * FULL_FACTOR : quick
}
