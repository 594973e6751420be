import { spawn } from 'node:child_process'
import { killGroup } from './child.mjs'

const KEPT_CHARACTERS = 400_000

/** @type {Set<import('node:child_process').ChildProcess>} */
const underWay = new Set()

/**
 * Runs a program to its end, and answers with what it printed; rejects only where it cannot be started.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number, onLine?: (line: string) => void }} options
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function runCommand(command, args, { cwd, env = process.env, shell = false, timeoutMs, onLine }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      timeout: timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    underWay.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output = (output + chunk).slice(-KEPT_CHARACTERS)
        const line = chunk.trimEnd().split('\n').at(-1)
        if (line) onLine?.(line)
      })
    }
    child.on('error', (error) => {
      underWay.delete(child)
      reject(error)
    })
    child.on('close', (code) => {
      underWay.delete(child)
      resolve({ code, output })
    })
  })
}

/** Ends what is under way, and what that has started: npm and Next start workers of their own. */
export function endCommands() {
  for (const { pid } of underWay) if (pid !== undefined) killGroup(pid)
}

/**
 * @param {string} text
 * @param {number} lines
 */
export function tail(text, lines) {
  return text.trim().split('\n').slice(-lines).join('\n')
}
