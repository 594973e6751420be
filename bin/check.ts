import { checkClusters } from './check-clusters.ts'

const status = await checkClusters(process.env, process.argv[2], {
  hasColors: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
})

// A name service that does not answer would keep the process alive, so it exits as soon as its output is written.
process.stdout.write('', () => process.exit(status))
