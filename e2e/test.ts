import { type BrowserContext, test as base, expect, type Page, type Request, type Route } from '@playwright/test'
import { ApiRoutes } from './api-routes.ts'

interface Watch {
  /** What a test provokes on purpose, such as a refused request; every other message fails it. */
  allowConsole: (pattern: RegExp) => void
  readonly allowed: readonly RegExp[]
}

/**
 * Every test that has a page watches it: a message in the console, an error, a breach of the content security policy, or a
 * request that leaves this machine fails it, whatever else it looks at. Tests without a page start no browser.
 */
export const test = base.extend<{ watch: Watch }, { contexts: Map<string, BrowserContext> }>({
  contexts: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const contexts = new Map<string, BrowserContext>()
      await use(contexts)
      await Promise.all([...contexts.values()].map((context) => context.close()))
    },
    { scope: 'worker' },
  ],
  // One for all tests of a worker with the same options, emptied after each; the compiled scripts of our pages stay.
  context: async ({ browser, contexts, baseURL, timezoneId }, use) => {
    const name = `${baseURL} ${timezoneId}`
    const context = contexts.get(name) ?? (await browser.newContext())
    contexts.set(name, context)
    // A page that stays open keeps the process, and with it what it has compiled.
    if (context.pages().length === 0) await (await context.newPage()).goto('/api/health')
    await use(context)
    await emptyContext(context, baseURL ?? '')
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
  watch: async ({}, use) => {
    const allowed: RegExp[] = []
    await use({ allowed, allowConsole: (pattern) => allowed.push(pattern) })
  },
  page: async ({ context, viewport, watch }, use) => {
    const page = await context.newPage()
    if (viewport) await page.setViewportSize(viewport)
    const seen: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) seen.push(`console ${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url())
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') seen.push(`request to ${hostname}`)
    })
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)
      })
    })
    routeApiOnly(page)
    await use(page)
    const unexpected = seen.filter((message) => !watch.allowed.some((pattern) => pattern.test(message)))
    // The page may be reading a list again at this moment; a route that is cut off here is no failure of the test.
    if (!page.isClosed()) await page.unrouteAll()
    expect(unexpected).toEqual([])
  },
})

async function emptyContext(context: BrowserContext, origin: string): Promise<void> {
  const [first, ...others] = context.pages()
  await Promise.all(others.map((page) => page.close()))
  await Promise.all([context.clearCookies(), context.clearPermissions()])
  if (!first) return
  const session = await context.newCDPSession(first)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' })
  await session.detach()
}

/** From here on `page.route` holds back only requests to the API, unless the pattern means scripts. */
function routeApiOnly(page: Page): void {
  const routes = new ApiRoutes(page)
  const routeAll = page.route.bind(page)
  page.route = async (pattern, handler) => {
    if (typeof pattern === 'string' && pattern.includes('/_next/')) return routeAll(pattern, handler)
    // Of Playwright's own class, tests use no more than ours has.
    await routes.add(pattern as string | RegExp, (route) =>
      handler(route as unknown as Route, route.request() as Request),
    )
    return { dispose: async () => {}, [Symbol.asyncDispose]: async () => {} }
  }
  page.unroute = async (pattern) => routes.remove(pattern as string | RegExp)
  page.unrouteAll = () => routes.clear()
}

export { expect }
