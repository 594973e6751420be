import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** What a tool was started with. */
interface Call {
  readonly tool: string
  readonly args: readonly string[]
  /** What it read, if that was not the terminal. */
  readonly input: string
}

const TOOLS = ['kcat', 'kafka-topics.sh', 'kafka-configs.sh', 'kafka-consumer-groups.sh', 'python3', 'node']
/** A hostile text that gets through makes this file. */
export const CANARY = 'canary'
const PROMPTS = { first: '<ready>', next: '<more>' }
const START = `stty cols 30000; PS1='${PROMPTS.first}' PS2='${PROMPTS.next}' exec bash --norc --noprofile -i`
/** Stands in for each tool: writes down its name, how many arguments it got, these, and its input. */
const STAND_IN = `#!/bin/bash
{ printf '%s\\0' "\${0##*/}" $# "$@"; [ -t 0 ] || cat; printf '\\0'; } >> calls
`

/** Types lines into an interactive bash on a terminal, as pasting does; resolves to the tools that it started. */
export async function pasteIntoBash(texts: readonly string[]): Promise<{ calls: Call[]; isCanaryDead: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-'))
  try {
    for (const tool of TOOLS) writeFileSync(join(folder, tool), STAND_IN, { mode: 0o755 })
    writeFileSync(join(folder, 'calls'), '')
    await type(folder, [...texts.flatMap((text) => text.split('\n')), 'exit'])
    return { calls: readCalls(join(folder, 'calls')), isCanaryDead: existsSync(join(folder, CANARY)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Each line when bash asks for it: what comes before, the terminal itself would read, and shorten. */
function type(folder: string, lines: readonly string[]): Promise<void> {
  const terminal = spawn('script', ['-qec', START, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, PATH: [folder, process.env.PATH].join(delimiter), TERM: 'xterm', HISTFILE: '/dev/null' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const left = [...lines]
  let shown = ''
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    const place = shown.search(/<(ready|more)>/)
    if (place === -1) return
    shown = shown.slice(place + 1)
    const line = left.shift()
    if (line !== undefined) terminal.stdin.write(`${line}\n`)
  })
  return new Promise((resolve, reject) => {
    terminal.on('error', reject)
    terminal.on('close', () => resolve())
  })
}

function readCalls(file: string): Call[] {
  const parts = readFileSync(file, 'utf8').split('\0').slice(0, -1)
  const calls: Call[] = []
  while (parts.length > 0) {
    const [tool = '', count = ''] = parts.splice(0, 2)
    calls.push({ tool, args: parts.splice(0, Number(count)), input: parts.shift() ?? '' })
  }
  return calls
}
