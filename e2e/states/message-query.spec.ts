import { chooseOption } from '#e2e/choose-option.ts'
import { expect, test } from '#e2e/test.ts'
import { mockMessages } from './messages-api.ts'
import { at, main, row, table } from './messages-page.ts'

// What is asked, in its fields and in the address.

test.describe('what is asked', () => {
  test('stands in the address, field by field, and is asked again as it stands there', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await page.getByLabel('Contains').fill('Toronto')
    await page.getByLabel('Partitions', { exact: true }).fill('0,2-3')
    await page.getByLabel('Filter', { exact: true }).fill('value.temperature_f > 70')
    const asked = page.waitForRequest(/\/api\/.*filter=/)
    await page.getByRole('button', { name: 'Run' }).click()
    const { searchParams } = new URL((await asked).url())
    expect(Object.fromEntries(searchParams)).toEqual({
      from: 'newest',
      partitions: '0,2,3',
      contains: 'Toronto',
      filter: 'value.temperature_f > 70',
    })
    const again = page.waitForRequest(/\/api\/.*contains=Toronto/)
    await page.reload()
    await again
    const ignoring = page.waitForRequest(/\/api\/.*case=ignore/)
    await page.getByRole('button', { name: 'Match case' }).click()
    await ignoring
    const oldest = page.waitForRequest(/\/api\/.*from=oldest/)
    await page.getByText('Oldest', { exact: true }).click()
    await oldest
    await page.goBack()
    await expect(page).not.toHaveURL(/from=oldest/)
  })

  test('an offset needs its partition, which is said before anything is asked', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?from=offset&offset=120`)
    await expect(main(page).getByRole('alert')).toContainText('Choose one partition')
    await expect(page.getByRole('textbox', { name: 'Offset' })).toHaveAttribute('aria-invalid', 'true')
    // As if something were being read, it had a Stop and a skeleton.
    await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
    await expect(main(page).getByRole('status', { name: 'Loading' })).toHaveCount(0)
    await page.getByLabel('Partitions', { exact: true }).fill('3')
    const asked = page.waitForRequest(/\/api\/.*\/messages\?from=offset&offset=120&partitions=3$/)
    await page.keyboard.press('Enter')
    await asked
    await expect(main(page).getByRole('alert')).toHaveCount(0)
  })

  const faults = [
    ['from=middle', 'Invalid URL: “middle” is not a value of “from”; it must be newest, oldest, offset, time or live'],
    ['from=offset&offset=abc', '“abc” is not an offset'],
    ['from=offset&offset=-5', 'Offsets start at 0'],
    ['from=time&time=yesterday', '“yesterday” is not a valid time'],
    ['partitions=foo', '“foo” is not a list of partitions'],
    ['limit=100000', 'The page size must be between 1 and 500'],
  ] as const
  for (const [address, sentence] of faults) {
    test(`an address with ${address}: its fault is named, and nothing is asked`, async ({ page }) => {
      await mockMessages(page)
      let asked = 0
      page.on('request', (request) => {
        if (/\/api\/.*\/messages\?/.test(request.url())) asked++
      })
      await page.goto(`${at}?${address}`)
      await expect(main(page).getByRole('alert')).toContainText(sentence)
      await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
      await expect(main(page).getByRole('status', { name: 'Loading' })).toHaveCount(0)
      await expect(table(page)).toHaveCount(0)
      expect(asked).toBe(0)
    })
  }

  test('an address that is not understood is put right by asking', async ({ page }) => {
    await mockMessages(page)
    await page.goto(`${at}?from=middle`)
    await expect(main(page).getByRole('alert')).toContainText('“middle”')
    await page.getByRole('button', { name: 'Run' }).click()
    await expect(row(page, '3:48211')).toBeVisible()
    await expect(page).not.toHaveURL(/middle/)
    await expect(main(page).getByRole('alert')).toHaveCount(0)
  })

  for (const width of [1400, 1024, 390]) {
    test(`at ${width} pixels there is room for what is typed, and for the whole of a time`, async ({ page }) => {
      await page.setViewportSize({ width, height: 860 })
      await mockMessages(page)
      await page.goto(`${at}?from=time&time=2026-11-21T22:46:47.000Z`)
      // Figures of this type are 7.2 pixels wide.
      const lettersOf = async (name: string) =>
        ((await page.getByLabel(name, { exact: true }).boundingBox())?.width ?? 0) / 7.2
      if (width === 390) await page.getByRole('button', { name: 'Query fields' }).click()
      await expect(page.getByLabel('Filter', { exact: true })).toBeVisible()
      expect(await lettersOf('Contains')).toBeGreaterThan(24)
      expect(await lettersOf('Filter')).toBeGreaterThan(30)
      // 2026-11-21 22:46:47.000
      expect(await lettersOf('Since')).toBeGreaterThan(23)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    })
  }

  test('more conditions stand under the line as words, and go with a press', async ({ page }) => {
    await mockMessages(page)
    await page.goto(at)
    await page.getByRole('button', { name: 'More filters' }).click()
    await page.getByLabel('Key equals').fill('station-1')
    await page.getByLabel('Search all partitions for the key').check()
    await page.getByLabel('Header', { exact: true }).fill('source=relay')
    await chooseOption(page.getByLabel('Isolation', { exact: true }), 'uncommitted')
    const asked = page.waitForRequest(
      /\/api\/.*key=station-1&keySearch=all&header=source%3Drelay&isolation=uncommitted/,
    )
    await page.getByRole('button', { name: 'Apply' }).click()
    await asked
    const chips = page.getByRole('list', { name: 'Filters' })
    await expect(chips).toContainText('key equals station-1, all partitions')
    await chips.getByRole('button', { name: 'header source=relay' }).click()
    await expect(page).not.toHaveURL(/header=/)
  })

  test('what was typed among the other conditions is asked for by Run, Enter and another start too', async ({
    page,
  }) => {
    await mockMessages(page)
    await page.goto(at)
    const more = page.getByRole('button', { name: 'More filters' })
    await more.click()
    await page.getByLabel('Header', { exact: true }).fill('source=relay')
    const asked = page.waitForRequest(/\/api\/.*header=source%3Drelay/)
    await page.getByRole('button', { name: 'Run' }).click()
    await asked
    await more.click()
    await page.getByLabel('Key equals').fill('station-1')
    await page.keyboard.press('Escape')
    await expect(more).toHaveAccessibleName('More filters, 2 set')
    await page.getByLabel('Contains').fill('Toronto')
    const typed = page.waitForRequest(/\/api\/.*contains=Toronto&key=station-1&header=/)
    await page.keyboard.press('Enter')
    await typed
    await more.click()
    await chooseOption(page.getByLabel('Page size'), '100')
    const oldest = page.waitForRequest(/\/api\/.*from=oldest.*limit=100/)
    await page.getByText('Oldest', { exact: true }).click()
    await oldest
  })

  test('a filter that is wrong: said at its field, with the place, and nothing else is lost', async ({
    page,
    watch,
  }) => {
    watch.allowConsole(/400/)
    await mockMessages(page)
    const error = {
      code: 'invalid',
      field: 'filter',
      message: 'Unexpected end of the filter, at position 9',
      requestId: 'r',
    }
    await page.route(/\/api\/.*filter=/, (route) => route.fulfill({ status: 400, json: { error } }))
    await page.goto(at)
    await page.getByLabel('Filter', { exact: true }).fill('value.a >')
    await page.keyboard.press('Enter')
    await expect(main(page).getByRole('alert')).toContainText('Unexpected end of the filter, at position 9')
    await expect(page.getByLabel('Filter', { exact: true })).toHaveAttribute('aria-invalid', 'true')
    await expect(main(page).getByRole('alert').locator('pre')).toHaveText(/value\.a >\n {8}\^/)
    await page.getByLabel('Filter', { exact: true }).fill('value.a > 1')
    await page.unroute(/\/api\/.*filter=/)
    await page.keyboard.press('Enter')
    await expect(row(page, '3:48211')).toBeVisible()
    await expect(main(page).getByRole('alert')).toHaveCount(0)
  })
})
