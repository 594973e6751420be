/** A filter as an expression of another language that matches exactly the same records. */
export interface FilterWords {
  readonly python: string
  readonly javascript: string
}

export type Path = readonly (string | number)[]
export type Literal = string | number | boolean | null

export const payloads: ReadonlySet<string> = new Set(['key', 'value'])

const pythonNames = new Map<Literal, string>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
])

/** JSON strings and numbers are valid in Python. */
function pythonLiteral(value: Literal): string {
  return pythonNames.get(value) ?? JSON.stringify(value)
}

/** The programs have a function that follows a path, and returns a value of its own if it leads nowhere. */
function walk([root = '', ...names]: Path): string {
  return names.length === 0 ? String(root) : `at(${[root, ...names.map((name) => JSON.stringify(name))].join(', ')})`
}

export function compare(path: Path, sign: string, literal: Literal): FilterWords | null {
  const it = walk(path)
  if (typeof literal === 'number') {
    // A whole payload is a number only by what its bytes look like.
    if (path.length === 1 && payloads.has(String(path[0]))) return null
    const words = { python: `number(${it}) ${sign} ${literal}`, javascript: `number(${it}) ${strict(sign)} ${literal}` }
    return sign === '!=' ? andFound(it, words) : words
  }
  if (sign !== '==' && sign !== '!=') return null
  const equals = typeof literal === 'string' ? '==' : 'is'
  const python = `${it} ${sign === '!=' ? (equals === 'is' ? 'is not' : '!=') : equals} ${pythonLiteral(literal)}`
  const words = { python, javascript: `${it} ${strict(sign)} ${JSON.stringify(literal)}` }
  return sign === '!=' ? andFound(it, words) : words
}

function strict(sign: string): string {
  return sign === '==' || sign === '!=' ? `${sign}=` : sign
}

function andFound(it: string, { python, javascript }: FilterWords): FilterWords {
  return { python: `(${it} is not MISSING and ${python})`, javascript: `(${it} !== MISSING && ${javascript})` }
}

const pythonSearches: Readonly<Record<string, (it: string, sought: string) => string>> = {
  contains: (it, sought) => `${sought} in ${it}`,
  startsWith: (it, sought) => `${it}.startswith(${sought})`,
  endsWith: (it, sought) => `${it}.endswith(${sought})`,
}

export function search(path: Path, name: string, sought: string): FilterWords | null {
  // Only a text contains a text, even the empty one.
  const write = pythonSearches[name]
  if (sought === '' || !write) return null
  const it = `text(${walk(path)})`
  const written = JSON.stringify(sought)
  return { python: write(it, written), javascript: `${it}.${name === 'contains' ? 'includes' : name}(${written})` }
}

export function has(path: Path, isNegated: boolean): FilterWords {
  const it = walk(path)
  return isNegated
    ? { python: `${it} is MISSING`, javascript: `${it} === MISSING` }
    : { python: `${it} is not MISSING`, javascript: `${it} !== MISSING` }
}
