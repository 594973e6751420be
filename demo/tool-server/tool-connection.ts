import net from 'node:net'
import type { Readable } from 'node:stream'

/** The kinds of frames, as ToolServer.java has them. */
const STDOUT = 1
const STDERR = 2
const EXIT = 3
const FRAME_HEAD_BYTES = 5

export interface ToolRun {
  /** The class with the `main` to run. */
  readonly main: string
  readonly args: readonly string[]
  readonly stdin: Readable | string
  readonly onStdout: (bytes: Buffer) => void
  readonly onStderr: (bytes: Buffer) => void
  readonly signal?: AbortSignal
}

/** Runs a tool in the server that listens on the port; resolves with its exit code. */
export function runTool(port: number, { main, args, stdin, onStdout, onStderr, signal }: ToolRun): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: '127.0.0.1', port, ...(signal && { signal }) })
    let rest: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk])
      while (rest.length >= FRAME_HEAD_BYTES) {
        const end = FRAME_HEAD_BYTES + rest.readInt32BE(1)
        if (rest.length < end) return
        const kind = rest.readUInt8(0)
        const body = rest.subarray(FRAME_HEAD_BYTES, end)
        if (kind === STDOUT) onStdout(body)
        if (kind === STDERR) onStderr(body)
        if (kind === EXIT) {
          resolve(body.readInt32BE(0))
          socket.destroy()
          return
        }
        rest = rest.subarray(end)
      }
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`The tools' server ended before ${main} did`)))
    socket.write(Buffer.concat([text(main), int32(args.length), ...args.map(text)]))
    if (typeof stdin === 'string') socket.end(stdin)
    else stdin.pipe(socket)
  })
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([int32(bytes.length), bytes])
}
