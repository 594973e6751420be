import type { APIResponse, CDPSession, Page } from '@playwright/test'

type Pattern = string | RegExp
type Handler = (route: ApiRoute) => unknown

interface Fulfilment {
  readonly status?: number
  readonly contentType?: string
  readonly json?: unknown
  readonly body?: string | Buffer
  /** From `fetch`: the server's own reply, of which other fields replace parts. */
  readonly response?: APIResponse
}

interface PausedRequest {
  readonly requestId: string
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Record<string, string>
    readonly postDataEntries?: readonly { readonly bytes?: string }[]
  }
}

/**
 * What `page.route` does, for requests to the API alone. Playwright's own holds back every request and turns the
 * browser's cache off, so that each page fetches and compiles all of its scripts again: half a second of processor time.
 */
export class ApiRoutes {
  readonly #page: Page
  #session: Promise<CDPSession> | null = null
  #routes: { readonly pattern: Pattern; readonly handler: Handler }[] = []

  constructor(page: Page) {
    this.#page = page
  }

  /** The last one that was added and fits answers. */
  async add(pattern: Pattern, handler: Handler): Promise<void> {
    this.#routes.unshift({ pattern, handler })
    this.#session ??= this.#open()
    await this.#session
  }

  remove(pattern: Pattern): void {
    this.#routes = this.#routes.filter((route) => String(route.pattern) !== String(pattern))
  }

  /** Requests that still wait for their reply go on to the server. */
  async clear(): Promise<void> {
    this.#routes = []
    const session = await this.#session
    this.#session = null
    if (session) await unlessGone(session.detach())
  }

  async #open(): Promise<CDPSession> {
    const session = await this.#page.context().newCDPSession(this.#page)
    session.on('Fetch.requestPaused', (paused) => void this.#answer(session, paused))
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*/api/*' }] })
    return session
  }

  async #answer(session: CDPSession, paused: PausedRequest): Promise<void> {
    const fitting = this.#routes.filter(({ pattern }) => fits(pattern, paused.request.url))
    for (const { handler } of fitting) {
      const route = new ApiRoute(this.#page, session, paused)
      await handler(route)
      if (!route.isPassedOn) return
    }
    await new ApiRoute(this.#page, session, paused).continue()
  }
}

/** The part of Playwright's `Route` that tests of this application use. */
class ApiRoute {
  readonly #page: Page
  readonly #session: CDPSession
  readonly #paused: PausedRequest
  #isPassedOn = false

  constructor(page: Page, session: CDPSession, paused: PausedRequest) {
    this.#page = page
    this.#session = session
    this.#paused = paused
  }

  get isPassedOn(): boolean {
    return this.#isPassedOn
  }

  request() {
    const { url, method } = this.#paused.request
    return { url: () => url, method: () => method, postDataJSON: () => JSON.parse(this.#postData().toString()) }
  }

  async fulfill({ response, ...reply }: Fulfilment): Promise<void> {
    const isJson = reply.json !== undefined
    const body = isJson ? JSON.stringify(reply.json) : (reply.body ?? (await response?.body()) ?? '')
    const type =
      reply.contentType ?? (isJson ? 'application/json' : (response?.headers()['content-type'] ?? 'text/plain'))
    const sent = this.#session.send('Fetch.fulfillRequest', {
      requestId: this.#paused.requestId,
      responseCode: reply.status ?? response?.status() ?? 200,
      responseHeaders: [{ name: 'Content-Type', value: type }],
      body: Buffer.from(body).toString('base64'),
    })
    await unlessGone(sent)
  }

  async continue(): Promise<void> {
    await unlessGone(this.#session.send('Fetch.continueRequest', { requestId: this.#paused.requestId }))
  }

  async abort(): Promise<void> {
    const { requestId } = this.#paused
    await unlessGone(this.#session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }))
  }

  async fallback(): Promise<void> {
    this.#isPassedOn = true
  }

  /** The reply of the server. */
  fetch(): Promise<APIResponse> {
    const { url, method, headers } = this.#paused.request
    return this.#page.request.fetch(url, { method, headers, data: this.#postData() })
  }

  #postData(): Buffer {
    return Buffer.concat(
      (this.#paused.request.postDataEntries ?? []).map(({ bytes = '' }) => Buffer.from(bytes, 'base64')),
    )
  }
}

/** The page may have given the request up, or be closed. */
async function unlessGone(sent: Promise<unknown>): Promise<void> {
  await sent.catch(() => {})
}

const globs = new Map<string, RegExp>()

function fits(pattern: Pattern, url: string): boolean {
  if (typeof pattern !== 'string') return pattern.test(url)
  const glob = globs.get(pattern) ?? toRegExp(pattern)
  globs.set(pattern, glob)
  return glob.test(url)
}

/** As in Playwright: `*` is anything within a part of the path, `**` anything at all. */
function toRegExp(glob: string): RegExp {
  const parts = glob.split(/(\*\*?)/).map((part) => {
    if (part === '**') return '.*'
    return part === '*' ? '[^/]*' : RegExp.escape(part)
  })
  return new RegExp(`^${parts.join('')}$`)
}
