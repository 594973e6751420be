import { javaNames, librdkafkaNames } from './client-names.ts'
import type { ClientSettings } from './client-settings.ts'
import type { Given, Problems } from './field.ts'
import { javaSettings } from './java-client.ts'
import { parseJavaProperties } from './java-properties.ts'
import { librdkafkaSettings } from './librdkafka-client.ts'
import { parseLibrdkafkaProperties } from './librdkafka-properties.ts'
import { didYouMean, nearestName } from './nearest-name.ts'
import { readPastedSettings, withoutQuotes } from './pasted-settings.ts'
import { PropertySet } from './property-set.ts'

type Dialect = 'java' | 'librdkafka' | 'either'

interface PropertiesFile {
  readonly path: string
  /** Its name in messages. */
  readonly name: string
  readonly text: string
}

/** The client whose names the file uses. Many names belong to both. */
export function dialectOf(names: readonly string[]): Dialect {
  const java = names.filter((name) => javaNames.includes(name) && !librdkafkaNames.includes(name)).length
  const librdkafka = names.filter((name) => librdkafkaNames.includes(name) && !javaNames.includes(name)).length
  if (java === 0 && librdkafka === 0) return 'either'
  return java >= librdkafka ? 'java' : 'librdkafka'
}

/** Reads a client's own file unchanged. */
export function readPropertiesFile({ path, name, text: written }: PropertiesFile, problems: Problems): ClientSettings {
  const pasted = readPastedSettings(written)
  if (pasted) {
    const sentence = `this is ${pasted.language}; write each property as name=value, without quotes and commas.`
    problems.add(`${name} line ${pasted.line}`, sentence)
  }
  const text = pasted?.text ?? written
  const dialect = dialectOf(parseLibrdkafkaProperties(text).map((property) => property.name))
  if (dialect === 'librdkafka') {
    const properties = new PropertySet(name, parseLibrdkafkaProperties(text), problems)
    reportUnknownNames(properties, dialect)
    reportQuotes(properties)
    const settings = librdkafkaSettings(properties)
    return { ...settings, files: { java: null, librdkafka: path, ...placeOf(settings.mechanism) } }
  }
  const properties = new PropertySet(name, parseJavaProperties(text), problems)
  reportUnknownNames(properties, dialect)
  reportQuotes(properties)
  const settings = javaSettings(properties)
  const librdkafka = dialect === 'either' ? path : null
  return { ...settings, files: { java: path, librdkafka, ...placeOf(settings.mechanism) } }
}

function placeOf(mechanism: Given<string> | undefined) {
  return mechanism && { mechanismAt: mechanism.at }
}

/** Quotes are a part of the value for both clients. Only a password may well begin and end with them. */
function reportQuotes(properties: PropertySet): void {
  for (const { name, line, value } of properties.all) {
    const isTelling = matters(name) && !/password|\.pem$|\.key$|\.chain$|jaas|certificates$/.test(name)
    if (isTelling && withoutQuotes(value) !== value) {
      properties.problem(line, name, 'the quotes are taken as a part of the value; leave them out.')
    }
  }
}

/** An unknown name is not reported, because other programs may use it, unless it is almost a known one. */
function reportUnknownNames(properties: PropertySet, dialect: Dialect): void {
  const [own, other] = dialect === 'librdkafka' ? [librdkafkaNames, javaNames] : [javaNames, librdkafkaNames]
  for (const { name, line, hasValue } of properties.all) {
    // Kafka's tools nest settings by prefix, and those may be of any kind.
    if (own.includes(name) || /^(?:topic|producer|consumer|admin)\./.test(name)) continue
    if (!hasValue) properties.problem(line, null, 'this is not a property; write name=value.')
    else if (dialect !== 'either' && matters(name) && other.includes(name)) {
      const [here, there] = dialect === 'java' ? ["Java's", "librdkafka's"] : ["librdkafka's", "Java's"]
      properties.problem(
        line,
        name,
        `this is one of ${there} names, and the others are ${here}; use one kind in a file.`,
      )
    } else if (!other.includes(name) && nearestName(name, own) !== null) {
      properties.problem(line, name, `there is no such property${didYouMean(name, own)}`)
    }
  }
}

/** Whether a name concerns the connection to the brokers. */
function matters(name: string): boolean {
  return /^(?:ssl|sasl|security|bootstrap|metadata\.broker|enable\.s)/.test(name)
}
