import { parseArgs } from 'node:util'
import { Refusal } from '#bin/launcher/options.mjs'

/** The parts of the proof that can be run by themselves, in the order in which all of them run. */
export const PARTS = /** @type {const} */ (['check', 'brokers', 'browser'])

/** @typedef {(typeof PARTS)[number]} Part */

/**
 * @typedef {object} ProofOptions
 * @property {Part[]} parts
 * @property {boolean} isFull also the other Kafka versions, clocks and zones, and the long variants
 * @property {boolean} isChanged only what differs from the branch `main`, or from the last commit on `main` itself
 */

export const proofHelp = `Proves that Highwater works.

  npm test                       everything: check, real brokers, a real browser
  npm test -- --only PART        one part: ${PARTS.join(', ')} (several: repeat the option)
  npm run check                  format, lint, types, unused code, unit tests
  npm run check -- --changed     the same for what has changed
  npm run test:full              everything, with other Kafka versions, clocks, zones, and the long variants
`

/**
 * @param {string[]} args
 * @returns {ProofOptions | 'help'}
 */
export function readProofOptions(args) {
  const { values } = parse(args)
  if (values.help) return 'help'
  const parts = PARTS.filter((part) => values.only?.includes(part) ?? true)
  const unknown = values.only?.find((name) => !PARTS.some((part) => part === name))
  if (unknown !== undefined) throw new Refusal(`--only takes ${PARTS.join(', ')}; there is no part "${unknown}".`)
  const isChanged = values.changed ?? false
  if (isChanged && parts.join() !== 'check')
    throw new Refusal('--changed is for the part check: npm run check -- --changed')
  return { parts, isFull: values.full ?? false, isChanged }
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true },
        changed: { type: 'boolean' },
        full: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n\n${proofHelp}`)
  }
}
