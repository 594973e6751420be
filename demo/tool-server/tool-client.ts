import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { runTool } from './tool-connection.ts'

// Stands on the PATH in the place of one of Kafka's scripts: node tool-client.ts PORT CLASS ARGUMENTS…

const [port, main = '', ...args] = process.argv.slice(2)
process.exitCode = await runTool(Number(port), {
  main,
  // The server runs in another folder, so files of this one are named in full.
  args: args.map((arg) => (existsSync(arg) ? resolve(arg) : arg)),
  stdin: process.stdin,
  onStdout: (bytes) => process.stdout.write(bytes),
  onStderr: (bytes) => process.stderr.write(bytes),
})
process.stdin.destroy()
