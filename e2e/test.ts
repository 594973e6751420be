import { test as base, expect } from '@playwright/test'

interface Watch {
  /** What a test provokes on purpose, such as a refused request; every other message fails it. */
  allowConsole: (pattern: RegExp) => void
  readonly allowed: readonly RegExp[]
}

/**
 * Every test that has a page watches it: a message in the console, an error, a breach of the content security policy, or a
 * request that leaves this machine fails it, whatever else it looks at. Tests without a page start no browser.
 */
export const test = base.extend<{ watch: Watch }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
  watch: async ({}, use) => {
    const allowed: RegExp[] = []
    await use({ allowed, allowConsole: (pattern) => allowed.push(pattern) })
  },
  page: async ({ page, watch }, use) => {
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
    await use(page)
    const unexpected = seen.filter((message) => !watch.allowed.some((pattern) => pattern.test(message)))
    // The page may be reading a list again at this moment; a route that is cut off here is no failure of the test.
    if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' })
    expect(unexpected).toEqual([])
  },
})

export { expect }
