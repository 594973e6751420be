/** How long each part of a check may take, in milliseconds. */
export interface CheckDeadlines {
  /** The whole check, whatever hangs. */
  readonly total: number
  readonly dns: number
  readonly ssh: number
  readonly tcp: number
  readonly tls: number
  readonly versions: number
  readonly sasl: number
  readonly metadata: number
  /** One question on a connection of its own, to tell two causes of a failure apart. */
  readonly suspicion: number
}

/** The total leaves room for the reply, so that it is shown within 5 s. */
export const CHECK_DEADLINES: CheckDeadlines = {
  total: 4_600,
  dns: 1_500,
  ssh: 4_000,
  tcp: 1_500,
  tls: 1_500,
  versions: 1_200,
  sasl: 2_000,
  metadata: 1_500,
  suspicion: 800,
}
