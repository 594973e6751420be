import { clockVariables, testClocks } from './clock.mjs'

/**
 * One step of the proof: a script of package.json, and the variables it runs with.
 * @typedef {object} Stage
 * @property {import('./options.mjs').Part} part
 * @property {string} name
 * @property {string} script
 * @property {string[]} [args]
 * @property {Record<string, string>} [variables]
 */

const OTHER_KAFKA_VERSIONS = ['4.3.1', '3.9.2', '3.1.2']

/**
 * The stages of `npm test` in their order. Those of the part check need nothing of each other and run side by side.
 * @param {import('./options.mjs').ProofOptions} options
 * @param {string} base the commit that `--changed` compares with
 * @returns {Stage[]}
 */
export function planStages({ parts, isFull, isChanged }, base) {
  const since = isChanged
    ? { lint: ['--changed', `--since=${base}`, '--no-errors-on-unmatched'], unit: ['--changed', base] }
    : null
  const variables = isFull ? { HIGHWATER_TEST_FULL: 'true' } : {}
  /** @type {Stage[]} */
  const stages = [
    { part: 'check', name: 'Types', script: 'types' },
    { part: 'check', name: 'Unit tests', script: 'test:unit', args: since?.unit ?? [], variables },
    { part: 'check', name: 'Format and lint', script: 'lint', args: since?.lint ?? [] },
    { part: 'check', name: 'Unused code', script: 'unused' },
    { part: 'brokers', name: 'Against real brokers', script: 'test:brokers', variables },
    ...(isFull ? [...OTHER_KAFKA_VERSIONS.map(againstKafka), ...testClocks().map(atClock)] : []),
    { part: 'brokers', name: 'Launcher and brokers as processes', script: 'test:process', variables },
    { part: 'browser', name: 'In the browser', script: 'test:browser', variables },
  ]
  return stages.filter(({ part }) => parts.includes(part))
}

/**
 * @param {string} version
 * @returns {Stage}
 */
function againstKafka(version) {
  return {
    part: 'brokers',
    name: `Against Kafka ${version}`,
    script: 'test:brokers',
    variables: { HIGHWATER_TEST_FULL: 'true', HIGHWATER_TEST_KAFKA: version },
  }
}

/**
 * @param {{ name: string, nowMs: number }} clock
 * @returns {Stage}
 */
function atClock({ name, nowMs }) {
  return {
    part: 'brokers',
    name: `With the clock ${name}`,
    script: 'test:brokers',
    variables: { HIGHWATER_TEST_FULL: 'true', ...clockVariables(nowMs) },
  }
}
