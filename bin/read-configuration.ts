import { ConfigurationError, readConfiguration } from '#lib/clusters/configuration.ts'

// Says whether anything can be made of the configuration, before the dashboard starts with it.

try {
  readConfiguration(process.env)
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
