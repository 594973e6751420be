import { ApiError, toApiError } from './api-error.ts'

/** Reads a path of our API. Rejects with an ApiError for everything but a successful response. */
export async function fetchJson<T>(path: string): Promise<T> {
  return request(path, {})
}

export async function sendJson<T>(path: string, method: 'POST' | 'PATCH' | 'DELETE', body?: unknown): Promise<T> {
  const withBody = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return request(path, { method, ...(body !== undefined && withBody) })
}

/** The server's own tests hold its replies to the contract, so the reply has the expected type. */
async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => {
    throw new ApiError('no-server', 0, 'The dashboard does not answer. It may have been stopped.')
  })
  if (!response.ok) throw await toApiError(response)
  return response.json().catch(() => {
    throw new ApiError('internal', response.status, 'The server answered with something that cannot be read.')
  })
}
