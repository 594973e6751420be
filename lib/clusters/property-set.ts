import { parseAddresses } from './addresses.ts'
import type { ClientSettings, Material } from './client-settings.ts'
import { attempt, type Given, type Problems } from './field.ts'
import type { Property } from './java-properties.ts'
import { readSwitch } from './values.ts'

const protocols: Record<string, { tls: boolean; sasl: boolean }> = {
  PLAINTEXT: { tls: false, sasl: false },
  SSL: { tls: true, sasl: false },
  SASL_PLAINTEXT: { tls: false, sasl: true },
  SASL_SSL: { tls: true, sasl: true },
}

/** The settings of a properties file by name; of duplicates the last counts. */
export class PropertySet {
  readonly all: readonly Property[]
  readonly problems: Problems
  readonly #file: string
  readonly #byName: ReadonlyMap<string, Property>

  constructor(file: string, all: readonly Property[], problems: Problems) {
    this.#file = file
    this.all = all
    this.problems = problems
    this.#byName = new Map(all.map((property) => [property.name, property]))
  }

  /** The first of the names that is set. */
  text(...names: readonly string[]): Given<string> | undefined {
    const property = names.map((name) => this.#byName.get(name)).find((candidate) => candidate !== undefined)
    return property && { value: property.value, at: this.#at(property.line, property.name) }
  }

  /** The same, with an empty value treated as missing. */
  filled(...names: readonly string[]): Given<string> | undefined {
    const text = this.text(...names)
    return text && text.value.trim() !== '' ? text : undefined
  }

  /** Of names that say the same, the last that is filled, as for librdkafka. */
  last(...names: readonly string[]): Given<string> | undefined {
    const property = this.all.findLast(({ name, value }) => names.includes(name) && value.trim() !== '')
    return property && { value: property.value, at: this.#at(property.line, property.name) }
  }

  switch(name: string): Given<boolean> | undefined {
    const text = this.filled(name)
    if (!text) return undefined
    const value = readSwitch(text.value)
    if (value === null) this.problems.add(text.at, 'write true or false.')
    return value === null ? undefined : { value, at: text.at }
  }

  file(...names: readonly string[]): Given<Material> | undefined {
    const text = this.filled(...names)
    return text && { value: { file: text.value }, at: text.at }
  }

  pem(...names: readonly string[]): Given<Material> | undefined {
    const text = this.filled(...names)
    return text && { value: { pem: text.value.replaceAll('\\n', '\n') }, at: text.at }
  }

  problem(line: number, name: string | null, sentence: string): void {
    this.problems.add(this.#at(line, name), sentence)
  }

  /** Settings with the same name in Java and librdkafka. */
  common(): ClientSettings {
    const brokers = this.last('bootstrap.servers', 'metadata.broker.list')
    const addresses = brokers && attempt(brokers.at, this.problems, () => parseAddresses(plainList(brokers.value)))
    return {
      brokers: brokers && addresses && { value: addresses, at: brokers.at },
      ...this.#protocol(),
      checksName: this.#checksName(),
      mechanism: this.last('sasl.mechanism', 'sasl.mechanisms'),
    }
  }

  /** Both clients default to PLAINTEXT, whatever else is set. */
  #protocol(): ClientSettings {
    const text = this.filled('security.protocol')
    const at = text?.at ?? this.#file
    const protocol = protocols[text?.value.trim().toUpperCase() ?? 'PLAINTEXT']
    if (protocol) return { tls: { value: protocol.tls, at }, sasl: { value: protocol.sasl, at } }
    this.problems.add(at, 'write PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.')
    return {}
  }

  #checksName(): Given<boolean> | undefined {
    const text = this.text('ssl.endpoint.identification.algorithm')
    if (!text) return undefined
    const word = text.value.trim().toLowerCase()
    if (word === 'https') return { value: true, at: text.at }
    if (word === '' || word === 'none') return { value: false, at: text.at }
    this.problems.add(text.at, 'write https, or for no check of the name: nothing in Java, none in librdkafka.')
    return undefined
  }

  #at(line: number, name: string | null): string {
    return `${this.#file} line ${line}${name === null ? '' : `, ${name}`}`
  }
}

/** Both clients ignore empty entries, and a protocol before an address. */
function plainList(text: string): string {
  const parts = text.split(',').map((part) => part.trim().replace(/^(?:SASL_)?(?:PLAINTEXT|SSL):\/\//i, ''))
  return parts.filter(Boolean).join(',')
}
