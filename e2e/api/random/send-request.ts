import http from 'node:http'
import type { Reply } from './judge-reply.ts'
import type { RandomRequest } from './random-requests.ts'

/** Then we leave a reply that has begun, as a reader does who has seen enough. */
const STAY_MS = 400
const DEADLINE_MS = 60_000

/** Sends a request as it is, which `fetch` would first make a better one of. Rejects when there is no reply. */
export function sendRequest(port: number, agent: http.Agent, request: RandomRequest): Promise<Reply> {
  const { method, target, headers, body } = request
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = http.request({
      host: '127.0.0.1',
      port,
      agent,
      method,
      path: target,
      headers: { ...headers, ...length },
    })
    const deadline = setTimeout(() => sent.destroy(new Error(`no reply in ${DEADLINE_MS / 1_000} s`)), DEADLINE_MS)
    sent.on('error', reject)
    sent.on('close', () => clearTimeout(deadline))
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      const end = (isCut: boolean) => {
        clearTimeout(leaving)
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, isCut })
        if (isCut) sent.destroy()
      }
      const isStream = !response.headers['content-type']?.startsWith('application/json')
      const leaving = setTimeout(() => end(true), isStream ? STAY_MS : DEADLINE_MS)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => end(false))
      response.on('error', reject)
    })
    sent.end(body ?? undefined)
  })
}
