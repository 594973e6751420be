import type { Logger } from 'kafkajs'

const nothing = () => {}

/** kafkajs logs every failure that we already report in our own words, with addresses and stacks. */
export const silentLogger: Logger = {
  info: nothing,
  warn: nothing,
  error: nothing,
  debug: nothing,
  namespace: () => silentLogger,
  setLogLevel: nothing,
}
