import { existsSync, readFileSync } from 'node:fs'

/**
 * The variables of a `.env` file; what the shell has set wins. Node reads such files only since version 20.
 * @param {string} file
 * @param {Record<string, string | undefined>} shell
 * @returns {Record<string, string | undefined>}
 */
export function withEnvironmentFile(file, shell) {
  if (!existsSync(file)) return shell
  return { ...parseEnvironmentFile(readFileSync(file, 'utf8')), ...shell }
}

/**
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnvironmentFile(text) {
  /** @type {Record<string, string>} */
  const variables = {}
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
    if (!match?.[1] || match[2] === undefined) continue
    const quoted = /^(["'])(.*)\1$/.exec(match[2])
    variables[match[1]] = quoted?.[2] ?? match[2].replace(/\s+#.*$/, '')
  }
  return variables
}
