import 'server-only'
import pino from 'pino'
import { singleton } from '#lib/clusters/singleton.ts'
import { serverSettings } from './settings.ts'

const MAX_TEXT = 8_000
const SECRETS = ['password', 'passphrase', 'secret', 'token', 'sasl', 'authorization', 'cookie', 'key', 'pfx']

/** One JSON line per event. JSON escapes control characters, so no data from Kafka can forge a line. */
export function log(): pino.Logger {
  return singleton('log', () => createLog(serverSettings().logLevel, process.stdout))
}

export function createLog(level: string, destination: pino.DestinationStream): pino.Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
      serializers: { error: describeError },
    },
    destination,
  )
}

function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error).slice(0, MAX_TEXT) }
  const chain: string[] = []
  for (let link: unknown = error.cause; link instanceof Error && chain.length < 5; link = link.cause) {
    chain.push(`${link.name}: ${link.message}`.slice(0, MAX_TEXT / 5))
  }
  return {
    name: error.name,
    message: error.message.slice(0, MAX_TEXT),
    causes: chain,
    stack: error.stack?.slice(0, MAX_TEXT),
  }
}
