import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './options.mjs'

/** More than fits into a file's entry in its folder, so that a full disk does not take it. */
const PROBE_BYTES = 64 * 1024

const reasons = /** @type {Record<string, string>} */ ({
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'the quota on its disk is used up. Free some space',
  EROFS: 'the disk is read-only. Make it writable',
  EACCES: 'you may not write there. Give yourself the right to',
  EPERM: 'you may not write there. Give yourself the right to',
  ENOTDIR: 'it is, or lies in, a file. Move that away',
  EEXIST: 'there is a file of that name. Move it away',
})

/**
 * Makes the folder for data and logs, and refuses one that takes none.
 * @param {string} folder
 * @param {string} logFolder
 */
export function prepareDataFolder(folder, logFolder) {
  const probe = join(folder, '.probe')
  try {
    mkdirSync(logFolder, { recursive: true })
    const file = openSync(probe, 'w')
    try {
      if (writeSync(file, Buffer.alloc(PROBE_BYTES)) < PROBE_BYTES) throw Object.assign(new Error(), { code: 'ENOSPC' })
    } finally {
      closeSync(file)
      rmSync(probe, { force: true })
    }
  } catch (error) {
    throw new Refusal(describeUnwritable(folder, error))
  }
}

/**
 * @param {string} folder
 * @param {unknown} error
 */
function describeUnwritable(folder, error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const reason = reasons[code] ?? `writing fails (${code}). Look at its disk`
  return `Nothing can be written into the data folder ${folder}: ${reason}, or choose another folder: npm start -- --data DIR`
}
