import { randomBytes } from 'node:crypto'

/** Secrets that a test gives away one by one, and looks for afterwards wherever something is said. */
export class Canaries {
  readonly #bySlot = new Map<string, string>()

  /** A secret for one slot of a configuration, unlike any other. */
  make(slot: string): string {
    return this.add(slot, `canary-${slot}-${randomBytes(9).toString('hex')}`)
  }

  /** One that is there already, such as a line of a private key. */
  add(slot: string, secret: string): string {
    this.#bySlot.set(slot, secret)
    return secret
  }

  /** The slots whose secret is in a text, in whatever form. */
  foundIn(text: string): string[] {
    return [...this.#bySlot].flatMap(([slot, secret]) =>
      formsOf(secret).some((form) => text.includes(form)) ? [slot] : [],
    )
  }
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    ...base64Forms(bytes),
  ]
}

/** Wherever it stands among other bytes, without the ends, in which those have their share. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(4, -4),
  )
}
