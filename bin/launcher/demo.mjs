import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Child } from './child.mjs'

/** @typedef {{ bootstrap: string, control: string, token: string }} DemoAddress */

/**
 * Starts the process that runs the embedded cluster.
 * @param {{ root: string, node: import('./install.mjs').NodeRuntime, data: string, brokers: 1 | 3, fresh: boolean, onHint: (text: string) => void }} options
 */
export function startDemo({ root, node, data, brokers, fresh, onHint }) {
  const args = [
    ...node.flags,
    join(root, 'demo', 'main.ts'),
    '--data',
    data,
    '--jars',
    join(root, '.highwater'),
    '--brokers',
    String(brokers),
    ...(fresh ? ['--fresh'] : []),
  ]
  const child = new Child(node.program, args, { cwd: root, env: process.env, output: 'pipe' })
  /** @type {(address: DemoAddress | null) => void} */
  let settleAddress = () => {}
  /** @type {(problem: string | null) => void} */
  let settleReady = () => {}
  let onStep = (/** @type {string} */ _text) => {}

  /** Known before the brokers run; null when the process ended first. */
  const address = new Promise((/** @type {(value: DemoAddress | null) => void} */ resolve) => {
    settleAddress = resolve
  })
  /** null when all brokers run, else the sentence that says why they cannot. */
  const ready = new Promise((/** @type {(value: string | null) => void} */ resolve) => {
    settleReady = resolve
  })

  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = parseMessage(line)
      if (message.type === 'address') settleAddress(message)
      else if (message.type === 'step') onStep(message.text)
      else if (message.type === 'hint') onHint(message.text)
      else if (message.type === 'ready') settleReady(null)
      else if (message.type === 'problem') settleReady(message.message)
    })
  }
  child.ended.then(() => {
    settleAddress(null)
    settleReady('The process that runs the embedded Kafka ended unexpectedly.')
  })

  return {
    child,
    address,
    /** @param {(text: string) => void} detail */
    untilReady(detail) {
      onStep = detail
      return ready
    },
  }
}

/**
 * What is no message of ours, such as a warning of Node's, is passed over.
 * @param {string} line
 */
function parseMessage(line) {
  try {
    return JSON.parse(line)
  } catch {
    return {}
  }
}
