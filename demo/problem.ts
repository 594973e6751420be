/** Something the user can mend, said in a sentence that tells how. */
export class DemoProblem extends Error {
  override name = 'DemoProblem'
}

export const USE_ANOTHER_CLUSTER = 'Or look at a Kafka that runs already: npm start -- --brokers HOST:9092'
