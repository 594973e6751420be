/** One login module of `sasl.jaas.config`. */
export interface JaasEntry {
  /** The class name without its package. */
  readonly module: string
  readonly options: ReadonlyMap<string, string>
}

/** What is wrong with the text, without any of its values. */
export class JaasProblem extends Error {
  override name = 'JaasProblem'
}

type Token = { readonly kind: 'word'; readonly text: string } | { readonly kind: '=' | ';' }

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|([=;])|"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|([^\s=;"']+)/gy
const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', f: '\f', b: '\b', a: '\x07', v: '\v' }
const FLAGS = ['required', 'requisite', 'sufficient', 'optional']

/** Parses `Module required name="value" …;` as Kafka's clients do. Throws a JaasProblem. */
export function parseJaas(text: string): JaasEntry {
  const tokens = tokenize(text)
  const [module, flag] = tokens
  if (module?.kind !== 'word') throw new JaasProblem('it names no login module.')
  if (flag?.kind !== 'word' || !FLAGS.includes(flag.text.toLowerCase())) {
    throw new JaasProblem('the word "required" is missing after the login module.')
  }
  const end = tokens.findIndex((token) => token.kind === ';')
  if (end < 0) throw new JaasProblem('it does not end with a semicolon.')
  if (end < tokens.length - 1)
    throw new JaasProblem('there is more after the semicolon; only one login module is allowed.')
  return { module: module.text.split('.').at(-1) ?? '', options: readOptions(tokens.slice(2, end)) }
}

function readOptions(tokens: readonly Token[]): Map<string, string> {
  const options = new Map<string, string>()
  for (let index = 0; index < tokens.length; index += 3) {
    const [name, equals, value] = tokens.slice(index, index + 3)
    if (name?.kind !== 'word') throw new JaasProblem('an "=" stands where an option should begin.')
    // If quotes are missing, what looks like a name may be part of a secret.
    if (equals?.kind !== '=' || value?.kind !== 'word') {
      const position = options.size + 1
      throw new JaasProblem(`its option number ${position} has no value; write name="value", with the quotes.`)
    }
    options.set(name.text, value.text)
  }
  return options
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let index = 0
  while (index < text.length) {
    TOKEN.lastIndex = index
    const match = TOKEN.exec(text)
    if (!match) throw new JaasProblem('a quote is opened and not closed.')
    index = TOKEN.lastIndex
    const [, sign, double, single, bare] = match
    const quoted = double ?? single
    if (sign === '=' || sign === ';') tokens.push({ kind: sign })
    else if (quoted !== undefined) tokens.push({ kind: 'word', text: withoutEscapes(quoted) })
    else if (bare !== undefined) tokens.push({ kind: 'word', text: bare })
  }
  return tokens
}

function withoutEscapes(text: string): string {
  return text.replaceAll(/\\([0-3]?[0-7]{1,2}|[\s\S])/g, (_, escaped: string) =>
    /^[0-7]+$/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (escapes[escaped] ?? escaped),
  )
}
