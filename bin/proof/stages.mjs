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
/** The zones furthest from UTC, west and east. */
const OTHER_ZONES = ['Pacific/Pago_Pago', 'Pacific/Kiritimati']

/**
 * The stages of `npm test` in their order. Those of a group share nothing and run side by side: half of the time of the
 * broker tests is waiting, so they go in two lanes with clusters of their own.
 * @param {import('./options.mjs').ProofOptions} options
 * @param {string} base the commit that `--changed` compares with
 * @returns {Stage[][]}
 */
export function planStages({ parts, isFull, isChanged }, base) {
  const since = isChanged
    ? { lint: ['--changed', `--since=${base}`, '--no-errors-on-unmatched'], unit: ['--changed', base] }
    : null
  const variables = isFull ? { HIGHWATER_TEST_FULL: 'true' } : {}
  /** @type {Stage[][]} */
  const groups = [
    [
      { part: 'check', name: 'Types', script: 'types' },
      { part: 'check', name: 'Unit tests', script: 'test:unit', args: since?.unit ?? [], variables },
      { part: 'check', name: 'Format and lint', script: 'lint', args: since?.lint ?? [] },
      { part: 'check', name: 'Unused code', script: 'unused' },
    ],
    ...(isFull ? [...OTHER_ZONES.map(unitTestsIn), ...testClocks().map(unitTestsAt)].map((stage) => [stage]) : []),
    // Alone, because starting programs keeps both cores busy.
    [{ part: 'brokers', name: 'Launcher and brokers as processes', script: 'test:process', variables }],
    brokerLanes('', variables),
    [{ part: 'browser', name: 'In the browser', script: 'test:browser', variables }],
    ...(isFull ? [...OTHER_KAFKA_VERSIONS.map(brokersOf), ...testClocks().map(brokersAt)] : []),
  ]
  return groups.map((group) => group.filter(({ part }) => parts.includes(part))).filter((group) => group.length > 0)
}

/**
 * @param {string} zone
 * @returns {Stage}
 */
function unitTestsIn(zone) {
  return { part: 'check', name: `Unit tests in ${zone}`, script: 'test:unit', variables: { TZ: zone } }
}

/**
 * @param {import('./clock.mjs').TestClock} clock
 * @returns {Stage}
 */
function unitTestsAt({ name, nowMs }) {
  return { part: 'check', name: `Unit tests ${name}`, script: 'test:unit', variables: clockVariables(nowMs) }
}

/**
 * @param {string} where
 * @param {Record<string, string>} variables
 * @returns {Stage[]}
 */
function brokerLanes(where, variables) {
  const stage = { part: /** @type {const} */ ('brokers'), script: 'test:brokers' }
  return [
    { ...stage, name: `Against real brokers${where}`, variables: { ...variables, HIGHWATER_TEST_LANE: 'others' } },
    {
      ...stage,
      name: `Monitor and demo against real brokers${where}`,
      variables: { ...variables, HIGHWATER_TEST_LANE: 'monitor' },
    },
  ]
}

/**
 * @param {string} version
 * @returns {Stage[]}
 */
function brokersOf(version) {
  return brokerLanes(` of Kafka ${version}`, { HIGHWATER_TEST_FULL: 'true', HIGHWATER_TEST_KAFKA: version })
}

/**
 * @param {import('./clock.mjs').TestClock} clock
 * @returns {Stage[]}
 */
function brokersAt({ name, nowMs }) {
  return brokerLanes(` ${name}`, { HIGHWATER_TEST_FULL: 'true', ...clockVariables(nowMs) })
}
