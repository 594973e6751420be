import type { Field, MapField } from './field.ts'
import { HOST_MAP_VARIABLE } from './host-map.ts'
import type { Environment } from './sources.ts'
import { readSwitch } from './values.ts'

/** The field of each variable. A secret may be in a file instead: the same name with _FILE. */
const places: Readonly<Record<string, { readonly path: readonly string[]; readonly isSecret?: true }>> = {
  HIGHWATER_NAME: { path: ['name'] },
  HIGHWATER_COLOR: { path: ['color'] },
  HIGHWATER_BROKERS: { path: ['brokers'] },
  HIGHWATER_PROPERTIES: { path: ['properties'] },
  HIGHWATER_TLS: { path: ['tls'] },
  HIGHWATER_TLS_CA: { path: ['tls', 'ca'] },
  HIGHWATER_TLS_CERT: { path: ['tls', 'cert'] },
  HIGHWATER_TLS_KEY: { path: ['tls', 'key'] },
  HIGHWATER_TLS_PASSPHRASE: { path: ['tls', 'passphrase'], isSecret: true },
  HIGHWATER_TLS_KEYSTORE: { path: ['tls', 'keystore'] },
  HIGHWATER_TLS_KEYSTORE_PASSWORD: { path: ['tls', 'keystorePassword'], isSecret: true },
  HIGHWATER_TLS_TRUSTSTORE: { path: ['tls', 'truststore'] },
  HIGHWATER_TLS_TRUSTSTORE_PASSWORD: { path: ['tls', 'truststorePassword'], isSecret: true },
  HIGHWATER_TLS_VERIFY: { path: ['tls', 'verify'] },
  HIGHWATER_TLS_VERIFY_NAME: { path: ['tls', 'verifyName'] },
  HIGHWATER_SASL_MECHANISM: { path: ['sasl', 'mechanism'] },
  HIGHWATER_SASL_USERNAME: { path: ['sasl', 'username'] },
  HIGHWATER_SASL_PASSWORD: { path: ['sasl', 'password'], isSecret: true },
  HIGHWATER_SASL_TOKEN: { path: ['sasl', 'token'], isSecret: true },
  HIGHWATER_SSH: { path: ['ssh', 'host'] },
  HIGHWATER_SSH_KEY: { path: ['ssh', 'key'] },
  HIGHWATER_SSH_PASSPHRASE: { path: ['ssh', 'passphrase'], isSecret: true },
  HIGHWATER_SSH_PASSWORD: { path: ['ssh', 'password'], isSecret: true },
  HIGHWATER_SSH_AGENT: { path: ['ssh', 'agent'] },
  HIGHWATER_SSH_KNOWN_HOSTS: { path: ['ssh', 'knownHosts'] },
}

/** All of them, in both forms. */
export const clusterVariables: readonly string[] = [
  ...Object.entries(places).flatMap(([name, { isSecret }]) => (isSecret ? [name, `${name}_FILE`] : [name])),
  HOST_MAP_VARIABLE,
]

/** The fields of the cluster that the variables configure; null: none. */
export function clusterFields(environment: Environment): MapField | null {
  if (!environment.HIGHWATER_BROKERS && !environment.HIGHWATER_PROPERTIES) return null
  const root = new Branch('the environment')
  for (const [variable, { path, isSecret }] of Object.entries(places)) {
    const text = environment[variable]
    const inFile = `${variable}_FILE`
    const file = isSecret && environment[inFile]
    if (file) root.put(path, secretField(inFile, { file, ...(text && { env: variable }) }))
    else if (text) root.put(path, textField(variable, text))
  }
  const hostMap = environment[HOST_MAP_VARIABLE]
  if (hostMap) root.put(['hostMap'], hostMapField(hostMap))
  return root.toField()
}

/** Fields that are filled one after the other. */
class Branch {
  readonly #at: string
  readonly #entries = new Map<string, Field | Branch>()

  constructor(at: string) {
    this.#at = at
  }

  put([name = '', ...inner]: readonly string[], field: Field): void {
    if (inner.length === 0) {
      this.#entries.set(name, field)
      return
    }
    const known = this.#entries.get(name)
    // HIGHWATER_TLS=false wins over everything else, and an invalid value must be reported; true adds nothing to other
    // fields.
    if (known && !(known instanceof Branch) && known.kind === 'text' && readSwitch(known.text) !== true) return
    const branch = known instanceof Branch ? known : new Branch(field.at)
    this.#entries.set(name, branch)
    branch.put(inner, field)
  }

  toField(): MapField {
    const entries = [...this.#entries].map(
      ([name, entry]) => [name, entry instanceof Branch ? entry.toField() : entry] as const,
    )
    return { kind: 'map', at: this.#at, entries: new Map(entries) }
  }
}

function textField(at: string, text: string): Field {
  return { kind: 'text', at, text }
}

/** As `{ file, env }` in YAML. If both are set, reading it reports that. */
function secretField(at: string, sources: Readonly<Record<string, string>>): Field {
  const entries = Object.entries(sources).map(([name, text]) => [name, textField(at, text)] as const)
  return { kind: 'map', at, entries: new Map(entries) }
}

/** `a:9092=b:9092,c=d` */
function hostMapField(text: string): MapField {
  const entries = text.split(',').map((pair): [string, Field] => {
    const separator = pair.indexOf('=')
    const [from, to] = separator < 0 ? [pair, ''] : [pair.slice(0, separator), pair.slice(separator + 1)]
    return [from.trim(), textField(HOST_MAP_VARIABLE, to.trim())]
  })
  return { kind: 'map', at: HOST_MAP_VARIABLE, entries: new Map(entries) }
}
