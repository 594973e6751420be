import { singleton } from '#lib/clusters/singleton.ts'
import type { Problem } from '#lib/contract/common.ts'
import { counted } from '#lib/format/number.ts'
import { type LogFailure, LogFile } from './log-file.ts'

interface Output {
  file: LogFile | null
}

type Written = (error?: Error | null) => void

function output(): Output {
  return singleton('output', (): Output => ({ file: null }))
}

/**
 * Sends all that this process prints to a file. A stream that fails reports that on stderr, and where that is the same
 * full disk, it never ends.
 */
export function redirectOutput(path: string): void {
  const file = new LogFile(path)
  output().file = file
  const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Written, onWritten?: Written): boolean => {
    file.write(chunk)
    const done = typeof encoding === 'function' ? encoding : onWritten
    if (done) process.nextTick(done)
    return true
  }
  process.stdout.write = write
  process.stderr.write = write
}

/** What keeps the log from being written, for every page; empty: nothing. */
export function logProblems(): Problem[] {
  const failure = output().file?.check()
  return failure ? [describeLogFailure(failure)] : []
}

const NO_RIGHT =
  'The dashboard may not write into the folder of its log: give its user the right to, and logging goes on by itself.'
const sentences: Record<string, string> = {
  ENOSPC: "The disk of the dashboard's log is full: free some space, and logging goes on by itself.",
  EDQUOT: "The quota on the disk of the dashboard's log is used up: free some space, and logging goes on by itself.",
  EROFS: "The disk of the dashboard's log is read-only: make it writable, and logging goes on by itself.",
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
}

export function describeLogFailure({ code, lost }: LogFailure): Problem {
  const sentence =
    sentences[code] ?? `Writing to the dashboard's log fails (${code}): look at the disk of its data folder.`
  const loss = lost === 0 ? '' : ` ${counted(lost, 'line is', 'lines are')} lost so far.`
  return { field: null, code: 'log', message: sentence + loss }
}
