import fc from 'fast-check'
import { z } from 'zod'

/** As much of JSON Schema as the contract uses. */
export const jsonSchema = z.object({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  minimum: z.number().optional(),
  minItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get anyOf(): z.ZodOptional<z.ZodArray<typeof jsonSchema>> {
    return z.array(jsonSchema).optional()
  },
  get oneOf(): z.ZodOptional<z.ZodArray<typeof jsonSchema>> {
    return z.array(jsonSchema).optional()
  },
  get items(): z.ZodOptional<typeof jsonSchema> {
    return jsonSchema.optional()
  },
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof jsonSchema>> {
    return z.record(z.string(), jsonSchema).optional()
  },
})
export type JsonSchema = z.infer<typeof jsonSchema>

/** What fields of a name hold, where a schema alone does not say what exists; by type, as names are used for several. */
export type KnownValues = Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>>

/** How often a field is there that may be left out. */
const OPTIONAL_SHARE = { of: 6 }
const MOST_ITEMS = 3
const MOST_LETTERS = 8

/** Values that the schema allows. */
export function validValue(schema: JsonSchema, known: KnownValues, name = ''): fc.Arbitrary<unknown> {
  const own = known[name]?.[schema.type ?? 'any']
  if (own) return own
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => validValue(choice, known, name)))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return validObject(schema, known)
    case 'array':
      return fc.array(validValue(schema.items ?? {}, known, name), {
        minLength: schema.minItems ?? 0,
        maxLength: MOST_ITEMS,
      })
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(0, schema.minimum ?? 0), max: 10 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return validText(schema)
  }
}

function validText({ format, pattern, minLength = 0 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date() }).map((date) => date.toISOString())
  if (pattern?.startsWith('^\\d')) return fc.integer({ min: 1, max: 200 }).map(String)
  return fc.string({ minLength, maxLength: MOST_LETTERS + minLength })
}

function validObject({ properties = {}, required = [] }: JsonSchema, known: KnownValues): fc.Arbitrary<unknown> {
  return fc
    .record(
      Object.fromEntries(
        Object.entries(properties).map(([name, schema]) => {
          const value = validValue(schema, known, name)
          return [name, required.includes(name) ? value : sometimes(value)]
        }),
      ),
    )
    .map(withoutMissing)
}

const MISSING = Symbol('missing')

export function sometimes(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fc.constant(MISSING), weight: OPTIONAL_SHARE.of - 1 }, { arbitrary: value, weight: 1 })
}

export function withoutMissing(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== MISSING))
}

const LONG = 6_000

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '.',
    '..',
    '~',
    '~e',
    '~dd',
    '/',
    '//',
    '%',
    '%00',
    '%zz',
    '\0',
    '\r\n',
    '\ud800',
    '\u202e',
    '\ufeff',
  ),
  fc.constantFrom('-1', '+1', '1e3', '0x10', 'NaN', 'Infinity', '9007199254740993', '18446744073709551616', '٣'),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    '[object Object]',
    '*',
    '?',
    '(a+)+$',
    '(((((',
  ),
  fc.constantFrom(
    '0:1,0:2',
    '0,0,0',
    '9999999:9999999999999999',
    '2026-02-30T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
  ),
  fc.constantFrom('value.a.b.c == 1', 'size(value) > ', '[1,2,3].all(x, x > 0)', "key.matches('(a+)+$')", '1/0 == 1'),
  fc.constant('x'.repeat(LONG)),
  fc.constant('é'.repeat(LONG)),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, -1, 0.5, -0, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 63), 99_999),
  fc.constantFrom(
    [],
    {},
    [[]],
    [null],
    { '': '' },
    { toString: 1 },
    { length: 3 },
    JSON.parse('{"__proto__":{"a":1}}'),
  ),
  fc.constantFrom(30, 64, 1_000).map(nested),
  fc.constant(Array(LONG).fill(0)),
  fc.jsonValue({ maxDepth: 3 }),
)

function nested(depth: number): unknown {
  let value: unknown = 0
  for (let level = 0; level < depth; level++) value = [value]
  return value
}
