/** A problem that the user can solve; the message says how. */
export class DemoProblem extends Error {
  override name = 'DemoProblem'
}

export const USE_ANOTHER_CLUSTER = 'Or look at a Kafka that runs already: npm start -- --brokers HOST:9092'
