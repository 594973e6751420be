import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runCommand } from './command.mjs'
import { findNode, installDependencies } from './install.mjs'
import { Refusal } from './options.mjs'

/**
 * @param {import('./options.mjs').Options} options
 * @param {string} folder that the files are named from
 */
export function assertFilesExist({ config, properties }, folder) {
  for (const [name, file] of /** @type {const} */ ([
    ['config', config === 'none' ? null : config],
    ['properties', properties],
  ])) {
    if (file === null || file.startsWith('~/') || existsSync(resolve(folder, file))) continue
    throw new Refusal(
      `There is no file ${resolve(folder, file)}, which --${name} or HIGHWATER_${name.toUpperCase()} names.`,
    )
  }
}

/**
 * Refuses a configuration of which nothing can be made, with all that is wrong, before anything is built or started.
 * @param {string} root
 * @param {import('./install.mjs').NodeRuntime} node
 * @param {Record<string, string | undefined>} environment
 */
export async function assertReadable(root, node, environment) {
  const env = production(environment)
  const { code, output } = await runCommand(node.program, [...node.flags, join(root, 'bin', 'read-configuration.ts')], {
    cwd: root,
    env,
  })
  if (code !== 0) throw new Refusal(output.trim())
}

/**
 * Has the doctor look at every cluster, or at one, in this terminal; answers with its exit status.
 * @param {string} root
 * @param {string | null} cluster
 * @param {Record<string, string | undefined>} environment
 * @returns {Promise<number>}
 */
export async function checkClusters(root, cluster, environment) {
  const env = production(environment)
  await installDependencies(root)
  const { program, flags } = findNode(root)
  const args = [...flags, join(root, 'bin', 'check.ts'), ...(cluster === null ? [] : [cluster])]
  const child = spawn(program, args, { cwd: root, env, stdio: 'inherit' })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => done(code ?? 1))
  })
}

/**
 * @param {Record<string, string | undefined>} environment
 * @returns {NodeJS.ProcessEnv}
 */
function production(environment) {
  return { ...environment, NODE_ENV: 'production' }
}
