#!/usr/bin/env node
// Runs on the Node that is there, with nothing installed; all else is loaded once that Node is known to be new enough.
const MINIMUM_NODE = 18

if (Number(process.versions.node.split('.')[0]) < MINIMUM_NODE) {
  console.error(
    `Highwater needs Node ${MINIMUM_NODE} or newer to start, and this is ${process.version}. Get one from nodejs.org.`,
  )
  process.exit(1)
}

const { run } = await import('./launcher/run.mjs')
await run(process.argv.slice(2))
