// Loaded with --import into the server that is watched for leaks: collects the garbage of every thread now and then, so
// that what its memory does not go back to is in use.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const EVERY_MS = 15_000

if (process.env.HIGHWATER_COLLECT_GARBAGE) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  setInterval(() => collect(), EVERY_MS).unref()
}
