import { expect, test } from '#e2e/test.ts'
import { finished, json, message, mockMessages, rows, started, text } from './messages-api.ts'
import { at, panel, row } from './messages-page.ts'

// What was searched for, marked where it stands.

test('what was searched for is marked in cells and in the panel, and seen however far it stands', async ({ page }) => {
  const far = `{"note":"${'x'.repeat(400)}","city":"Toronto","more":"${'y'.repeat(400)}"}`
  const headers = [{ name: 'place', value: text('north of toronto') }]
  const found = [message(48_211, { value: json(far), headers, headerCount: 1 })]
  await mockMessages(page, { streams: [['', [started, ...rows(found), finished()]]] })
  await page.goto(`${at}?contains=TORONTO&case=ignore&record=3:48211&columns=offset,key,value,headers`)
  const marks = row(page, '3:48211').locator('mark')
  await expect(marks).toHaveText(['Toronto', 'toronto'])
  const [cell, mark] = [
    await row(page, '3:48211').getByRole('cell').nth(1).boundingBox(),
    await marks.first().boundingBox(),
  ]
  if (!cell || !mark) throw new Error('not drawn')
  // It stood four hundred characters behind the end of its cell.
  expect(mark.x + mark.width).toBeLessThan(cell.x + cell.width)
  await expect(panel(page).locator('mark')).toHaveText(['toronto', 'Toronto'])
  await panel(page).getByText('Raw', { exact: true }).click()
  await expect(panel(page).locator('pre mark')).toHaveText(['Toronto'])
})

test('JSON in rows is coloured, and nothing of it is lost', async ({ page }) => {
  const value = '{"city": "Toronto", "n": 9007199254740993, "ok": true, "none": null}'
  await mockMessages(page, {
    streams: [['', [started, ...rows([message(48_211, { value: json(value) })]), finished()]]],
  })
  await page.goto(`${at}?columns=offset,value`)
  const cell = row(page, '3:48211').getByRole('cell').first()
  await expect(cell).toHaveText(value)
  const colors = await cell
    .locator('bdi > span')
    .evaluateAll((spans) => spans.map((span) => `${span.textContent} ${getComputedStyle(span).color}`))
  const colorOf = (part: string) => colors.find((one) => one.startsWith(part))?.slice(part.length + 1)
  expect(colorOf('"city"')).toBe(colorOf('"n"'))
  expect(new Set([colorOf('"city"'), colorOf('"Toronto"'), colorOf('9007199254740993')]).size).toBe(3)
  expect(colorOf('true')).toBe(colorOf('null'))
})
