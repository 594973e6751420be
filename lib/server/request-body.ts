import { AppError } from '#lib/contract/errors.ts'

const MAX_BODY_BYTES = 1024 * 1024
const MAX_DEPTH = 64

/** Reads a JSON body, and refuses early what is too large or what a browser may send across sites without asking. */
export async function readJsonBody(request: Request, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new AppError('invalid', 'The body must be sent as application/json.', { field: 'Content-Type' })
  }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const text = await readText(request, maxBytes)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw new AppError('invalid', 'The body is not JSON.', { cause })
  }
  if (isDeeperThan(MAX_DEPTH, body)) throw new AppError('invalid', `The body is nested deeper than ${MAX_DEPTH}.`)
  if (hasPrototypeKey(body)) {
    // The schemas would drop it without a word.
    throw new AppError('invalid', 'The body has a field that is not known: __proto__.', { field: '__proto__' })
  }
  return body
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function isDeeperThan(limit: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (limit === 0) return true
  return Object.values(value).some((inner) => isDeeperThan(limit - 1, inner))
}

function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey)
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', `The body is larger than ${maxBytes / 1024 / 1024} MiB.`)
}
