/**
 * The newest Node that is known to compute correctly. V8 14.6, in Node 26, reads wrong values of a variable that a hot
 * nested loop and a closure both advance, unless its compiler Maglev is off: bin/launcher/arithmetic.test.ts.
 */
const LAST_CORRECT_NODE = 25
/** The oldest Node that everything but the launcher runs on. */
export const WANTED_NODE = 24
const NO_MAGLEV = '--no-maglev'

/**
 * The flags that a Node needs to compute correctly.
 * @param {string} version such as 24.22.3
 * @returns {string[]}
 */
export function nodeFlags(version) {
  return Number(version.split('.')[0]) > LAST_CORRECT_NODE ? [NO_MAGLEV] : []
}

/**
 * Whether to run on the packaged Node or on the machine's own: the packaged one is the one that was tested, unless only
 * the other computes correctly without a flag. Null: neither will do.
 * @param {{ packaged: string | null, own: string }} versions
 * @returns {'packaged' | 'own' | null}
 */
export function chooseNode({ packaged, own }) {
  const isOwnNewEnough = Number(own.split('.')[0]) >= WANTED_NODE
  if (packaged === null) return isOwnNewEnough ? 'own' : null
  const isOwnBetter = nodeFlags(packaged).length > 0 && isOwnNewEnough && nodeFlags(own).length === 0
  return isOwnBetter ? 'own' : 'packaged'
}

/**
 * The warning for a Node that computes wrongly as it is; null: it computes correctly.
 * @param {string} version
 */
export function nodeWarning(version) {
  if (nodeFlags(version).length === 0) return null
  return `Node ${version} computes wrongly in loops that its compiler Maglev optimises, so Highwater runs it with ${NO_MAGLEV}: the numbers are right, but searching messages may be slower. Install Node 24, which does not have this problem, and it is used.`
}
