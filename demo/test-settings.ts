/** Broker settings of the tests' own clusters: records are kept however old they are, and nothing is waited for long. */
export const TEST_SETTINGS: Readonly<Record<string, string>> = {
  // Retention goes by the records' timestamps, and tests write records with fixed ones.
  'log.retention.ms': '-1',
  // Leadership is back soon after a broker is.
  'leader.imbalance.check.interval.seconds': '1',
  'leader.imbalance.per.broker.percentage': '0',
  'log.cleaner.backoff.ms': '1000',
}
