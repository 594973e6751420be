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
  const fault = findFault(body, MAX_DEPTH)
  if (fault) throw new AppError('invalid', fault.message, fault.options)
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

/** The first thing in a body that no schema would refuse by itself: it is too deep, or has a field that schemas drop. */
function findFault(value: unknown, depthLeft: number): BodyFault | null {
  if (typeof value !== 'object' || value === null) return null
  if (depthLeft === 0) return { message: `The body is nested deeper than ${MAX_DEPTH}.` }
  if (Object.hasOwn(value, '__proto__')) {
    return { message: 'The body has a field that is not known: __proto__.', options: { field: '__proto__' } }
  }
  for (const inner of Object.values(value)) {
    const fault = findFault(inner, depthLeft - 1)
    if (fault) return fault
  }
  return null
}

interface BodyFault {
  readonly message: string
  readonly options?: { readonly field: string }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', `The body is larger than ${maxBytes / 1024 / 1024} MiB.`)
}
