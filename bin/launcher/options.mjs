import { parseArgs } from 'node:util'

const ADDRESS = /^(?:\[[\da-f:.]+\]|[^\s:,]+)(?::\d{1,5})?$/i

/** A sentence for the user instead of a stack trace. */
export class Refusal extends Error {}

/**
 * @typedef {object} Options
 * @property {string | null} brokers the cluster to look at; null: none named
 * @property {string | null} properties a client's own file that says how to reach it
 * @property {string | null} name what to call it
 * @property {string | null} config a highwater.yaml elsewhere than in the project's folder
 * @property {boolean} isConfigured whether any cluster but the embedded one is
 * @property {boolean} check only to look at the configuration, and to try it
 * @property {string | null} cluster the only one to try; null: all
 * @property {string} host
 * @property {number} port
 * @property {string[]} allowedHosts
 * @property {boolean} insecure
 * @property {boolean} open
 * @property {boolean} readOnly
 * @property {boolean} demo whether to start the embedded cluster
 * @property {1 | 3} demoBrokers
 * @property {boolean} fresh
 * @property {boolean} dev
 * @property {string | null} data
 */

export const flags = /** @type {const} */ ({
  brokers: { type: 'string' },
  properties: { type: 'string' },
  name: { type: 'string' },
  config: { type: 'string' },
  check: { type: 'boolean' },
  cluster: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'allowed-host': { type: 'string', multiple: true },
  insecure: { type: 'boolean' },
  open: { type: 'boolean' },
  'read-only': { type: 'boolean' },
  demo: { type: 'boolean' },
  'no-demo': { type: 'boolean' },
  'demo-brokers': { type: 'string' },
  fresh: { type: 'boolean' },
  dev: { type: 'boolean' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
})

export const help = `Highwater shows the topics, messages and consumer groups of your Kafka, their lag, and its cause.

  npm start                              start a real three-broker Kafka with example data, and the dashboard
  npm start -- --brokers host:9092       connect to a running Kafka (several: a:9092,b:9092)
  npm start -- --properties FILE         the same with a properties file of kcat or of Kafka's tools
  npm start -- --check                   check the connection to the clusters in highwater.yaml, and end

Options (after "npm start --"):
  --brokers HOST:PORT,…   the Kafka to connect to; without it, an embedded one is started
  --properties FILE       how to connect: a properties file with the names of Java clients or of librdkafka
  --name NAME             the name of the cluster in the dashboard
  --config FILE           any number of clusters (default: highwater.yaml if it exists; "none" ignores it)
  --check                 start nothing; check the configuration and the connection to each broker
  --cluster ID            with --check: only this one
  --port N                where the dashboard listens (3000)
  --open                  open the dashboard in the browser
  --read-only             refuse everything that would change a cluster
  --no-demo               start no embedded Kafka
  --demo                  start it even if another Kafka is named
  --demo-brokers 1|3      how many brokers the embedded Kafka has (3)
  --fresh                 delete the data of the embedded Kafka first

For use from other machines, through your own proxy with a login (Highwater itself has none):
  --host ADDRESS          the address to listen on (127.0.0.1); anything else needs --insecure
  --insecure              confirm that anyone who can reach this address may use the dashboard
  --allowed-host NAME     a host name under which the dashboard may be requested; repeat for more

  --data DIR              the folder for data and logs (.highwater)
  --dev                   for development of Highwater: pages reload on change (npm run dev)
  --help                  this text

The same as environment variables, or lines in a file .env: see .env.example. Ctrl-C stops everything that was started.
`

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} environment
 * @param {boolean} hasFile whether there is a highwater.yaml in the project's folder
 * @returns {Options | 'help'}
 */
export function readOptions(args, environment, hasFile = false) {
  const values = parseFlags(args)
  if (values.help) return 'help'
  if (values.cluster !== undefined && !values.check) {
    throw new Refusal('--cluster says which cluster to try; it goes with --check.')
  }
  const host = values.host ?? (environment.HIGHWATER_HOST || '127.0.0.1')
  const insecure = values.insecure ?? readFlag('HIGHWATER_INSECURE', environment)
  if (!isLoopback(host) && !insecure) {
    throw new Refusal(
      `Listening on ${host} lets others use the dashboard, and it has no login. Put a proxy with a login in front of it, then add --insecure --allowed-host NAME.`,
    )
  }
  const brokers = readBrokers(values.brokers ?? (environment.HIGHWATER_BROKERS || null))
  const allowedHosts = environment.HIGHWATER_ALLOWED_HOSTS?.split(',').filter(Boolean) ?? []
  const properties = values.properties ?? (environment.HIGHWATER_PROPERTIES || null)
  const config = values.config ?? (environment.HIGHWATER_CONFIG || null)
  const isConfigured = brokers !== null || properties !== null || (config === null ? hasFile : config !== 'none')
  return {
    brokers,
    properties,
    name: values.name ?? (environment.HIGHWATER_NAME || null),
    config,
    isConfigured,
    check: values.check ?? false,
    cluster: values.cluster ?? null,
    host,
    port: readPort(values.port ?? (environment.HIGHWATER_PORT || '3000')),
    allowedHosts: [...allowedHosts, ...(values['allowed-host'] ?? [])],
    insecure,
    open: values.open ?? false,
    readOnly: values['read-only'] ?? readFlag('HIGHWATER_READ_ONLY', environment),
    demo: !values['no-demo'] && (!isConfigured || values.demo === true),
    demoBrokers: readDemoBrokers(values['demo-brokers'] ?? '3'),
    fresh: values.fresh ?? false,
    dev: values.dev ?? false,
    data: values.data ?? (environment.HIGHWATER_DATA || null),
  }
}

/** @param {string[]} args */
function parseFlags(args) {
  try {
    return parseArgs({ args, options: flags, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new Refusal(`${describeMistake(args, error)}\nAll options: npm start -- --help`)
  }
}

/**
 * @param {string[]} args
 * @param {unknown} error
 */
function describeMistake(args, error) {
  for (const arg of args) {
    if (!arg.startsWith('-')) continue
    const name = arg.replace(/^-+/, '').split('=')[0] ?? ''
    if (name in flags || arg === '-h') continue
    if (SECRET.test(name)) return secretRefusal(name)
    const near = Object.keys(flags).find((flag) => flag.startsWith(name.slice(0, 4)) || name.startsWith(flag))
    return `There is no option --${name}${near ? `; did you mean --${near}?` : '.'}`
  }
  const first = args.find((arg) => !arg.startsWith('-'))
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return `${first?.includes('@') ? 'A value' : `"${first}"`} stands alone; every value needs its option before it.`
  return error instanceof Error ? `${error.message.split('. ')[0]}.` : 'The options cannot be read.'
}

const SECRET = /passw|passphrase|token|secret|jaas|credential/i

/** @param {string} name */
function secretRefusal(name) {
  return `There is no option --${name}: anyone on this machine can read command lines in the list of processes. Write the secret into a file, and name that file in a variable, such as HIGHWATER_SASL_PASSWORD_FILE, or in highwater.yaml.`
}

/** What says how to reach one cluster; a secret may also be in a file that the same name with _FILE tells. */
const SECRETS = ['TLS_PASSPHRASE', 'TLS_KEYSTORE_PASSWORD', 'TLS_TRUSTSTORE_PASSWORD', 'SASL_PASSWORD', 'SASL_TOKEN']
  .concat(['SSH_PASSPHRASE', 'SSH_PASSWORD'])
  .flatMap((name) => [name, `${name}_FILE`])

/** The variables that mean something; a misspelt one would otherwise be passed over in silence. */
const VARIABLES = [
  'BROKERS',
  'NAME',
  'COLOR',
  'PROPERTIES',
  'CONFIG',
  'TLS',
  'TLS_CA',
  'TLS_CERT',
  'TLS_KEY',
  'TLS_KEYSTORE',
  'TLS_TRUSTSTORE',
  'TLS_VERIFY',
  'TLS_VERIFY_NAME',
  'SASL_MECHANISM',
  'SASL_USERNAME',
  'SSH',
  'SSH_KEY',
  'SSH_AGENT',
  'SSH_KNOWN_HOSTS',
  'HOST_MAP',
  ...SECRETS,
  'READ_ONLY',
  'PORT',
  'HOST',
  'INSECURE',
  'ALLOWED_HOSTS',
  'TRUSTED_PROXIES',
  'DATA',
  'LOG_LEVEL',
  'BROWSER',
  'TEST_KAFKA',
].map((name) => `HIGHWATER_${name}`)

/**
 * @param {Record<string, string | undefined>} environment
 * @returns {string[]}
 */
export function unknownVariables(environment) {
  return Object.keys(environment).filter((name) => name.startsWith('HIGHWATER_') && !VARIABLES.includes(name))
}

/**
 * @param {string} name
 * @param {Record<string, string | undefined>} environment
 * @returns {boolean}
 */
function readFlag(name, environment) {
  const value = environment[name]?.trim().toLowerCase() ?? ''
  if (['true', 'yes', 'on', '1'].includes(value)) return true
  if (['false', 'no', 'off', '0', ''].includes(value)) return false
  throw new Refusal(`${name} is "${environment[name]}"; write true or false.`)
}

/** @param {string | null} text */
function readBrokers(text) {
  // It may hold a password, so it is not repeated.
  if (text?.includes('@')) {
    throw new Refusal(
      'There is an @ among the addresses of --brokers, as if a login stood there. Write HOST:PORT alone; user and password belong into a file for --properties, or into highwater.yaml.',
    )
  }
  const wrong = text?.split(',').find((address) => !ADDRESS.test(address.trim()))
  if (wrong === undefined) return text
  throw new Refusal(`"${wrong}" is not the address of a broker; write HOST:PORT, several with commas between them.`)
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new Refusal(`"${text}" is not a port; use a number from 1 to 65535.`)
}

/**
 * @param {string} text
 * @returns {1 | 3}
 */
function readDemoBrokers(text) {
  if (text === '1') return 1
  if (text === '3') return 3
  throw new Refusal('The embedded Kafka has either 1 or 3 brokers: --demo-brokers 1 or --demo-brokers 3.')
}

/** @param {string} host */
function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
