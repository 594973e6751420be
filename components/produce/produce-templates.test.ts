import { expect, test } from 'vitest'
import { emptyPayload } from './payload-entry.ts'
import { emptyForm, type ProduceForm } from './produce-form.ts'
import { fromTemplate, parseTemplates, saveProblem, withoutTemplate, withTemplate } from './produce-templates.ts'

const form: ProduceForm = {
  ...emptyForm,
  topic: 'orders',
  key: { ...emptyPayload, text: 'a' },
  value: { ...emptyPayload, format: 'json', text: '{"id": 9007199254740993}' },
  headers: [{ id: 3, name: 'trace', value: { ...emptyPayload, isNull: true } }],
  file: new File(['x'], 'x.ndjson'),
  compression: 'gzip',
  time: 5,
}

test('what is saved by name is read again as it was, without the file', () => {
  const stored = JSON.stringify(withTemplate(withTemplate([], 'b', form), 'a', emptyForm))
  const read = parseTemplates(stored)
  expect(read.map(({ name }) => name)).toEqual(['a', 'b'])
  const { file: _file, ...fields } = form
  expect(read[1]?.fields).toEqual(fields)
})

test('the later template of a name replaces the earlier one, and a deleted one is gone', () => {
  const templates = withTemplate(withTemplate([], 'a', form), 'a', { ...form, acks: 'none' })
  expect(templates.map(({ fields }) => fields.acks)).toEqual(['none'])
  expect(withoutTemplate(templates, 'a')).toEqual([])
})

test('a template fills everything but a topic and a file that are chosen already', () => {
  const [template] = withTemplate([], 'a', form)
  if (!template) throw new Error('nothing was saved')
  const other = new File([], 'other')
  expect(fromTemplate(template, { ...emptyForm, topic: 'here', file: other })).toEqual({
    ...form,
    topic: 'here',
    file: other,
  })
  expect(fromTemplate(template, emptyForm).topic).toBe('orders')
})

test('what this browser has no room for is refused with the reason', () => {
  const saved = (templates: readonly number[]) =>
    templates.reduce<ReturnType<typeof parseTemplates>>((all, index) => withTemplate(all, `t${index}`, form), [])
  const full = saved(Array.from({ length: 50 }, (_, index) => index))
  expect(saveProblem([], '', form)).toBe('Enter a name')
  expect(saveProblem(full, 't1', form)).toBeNull()
  expect(saveProblem(full, 'new', form)).toBe('This browser keeps 50 templates: delete one first')
  const large = { ...form, lines: 'x'.repeat(190_000) }
  expect(saveProblem([], 'large', { ...form, lines: 'x'.repeat(200_000) })).toMatch(/too large/)
  const many = [1, 2, 3, 4, 5, 6, 7].reduce<ReturnType<typeof parseTemplates>>(
    (all, index) => withTemplate(all, `${index}`, large),
    [],
  )
  expect(saveProblem(many, '8', large)).toMatch(/no room/)
})

const valid = JSON.parse(JSON.stringify(withTemplate([], 'a', form)[0]))

test.each([
  [null],
  ['{'],
  ['{"a":1}'],
  [JSON.stringify([{ name: 'a' }, null, 5])],
  [JSON.stringify([{ ...valid, fields: { ...valid.fields, acks: 'most' } }])],
  [JSON.stringify([{ ...valid, fields: { ...valid.fields, value: { text: 'x' } } }])],
  [JSON.stringify([{ ...valid, fields: { ...valid.fields, headers: [{ name: 'x' }] } }])],
  [JSON.stringify([{ ...valid, fields: { ...valid.fields, time: null } }])],
  [JSON.stringify([{ ...valid, fields: { ...valid.fields, lines: 5 } }])],
])('stored as %s there are none', (text) => {
  expect(parseTemplates(text)).toEqual([])
})
