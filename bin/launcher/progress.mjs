const isTerminal = process.stdout.isTTY === true
const REDRAW_MS = 100
const NAME_WIDTH = 38
/** Without a terminal, how often the detail of a long step is printed. */
const LOG_INTERVAL_MS = 30_000

/** Says what is going on, and how long each step took. On a terminal, what is under way stands in a last, moving line. */
export class Progress {
  /** @type {Map<string, { since: number, detail: string }>} */
  #running = new Map()
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /**
   * Runs a step, and prints it with its time when it is done.
   * @template T
   * @param {string} name
   * @param {(detail: (text: string) => void) => Promise<T>} work
   * @param {(result: T) => string | null} [outcome] what to call it then; null leaves it out
   * @returns {Promise<T>}
   */
  async step(name, work, outcome = () => name) {
    const step = { since: Date.now(), detail: '' }
    let loggedMs = step.since
    this.#running.set(name, step)
    this.#redraw()
    if (!isTerminal) process.stdout.write(`  … ${name}\n`)
    try {
      const result = await work((text) => {
        step.detail = text
        this.#redraw()
        if (isTerminal || Date.now() - loggedMs < LOG_INTERVAL_MS) return
        loggedMs = Date.now()
        process.stdout.write(`  … ${text} ${formatSeconds(loggedMs - step.since)}\n`)
      })
      this.#finish(name, outcome(result), '✓', step.since)
      return result
    } catch (error) {
      this.#finish(name, name, '✗', step.since)
      throw error
    }
  }

  /** @param {string} text */
  say(text) {
    this.#clear()
    process.stdout.write(`${text}\n`)
    this.#redraw()
  }

  /** Leaves the terminal clean. */
  end() {
    this.#running.clear()
    clearInterval(this.#timer)
    this.#clear()
  }

  /**
   * @param {string} name
   * @param {string | null} title
   * @param {string} sign
   * @param {number} since
   */
  #finish(name, title, sign, since) {
    this.#running.delete(name)
    if (title !== null) this.say(`  ${sign} ${title.padEnd(NAME_WIDTH)} ${formatSeconds(Date.now() - since)}`)
    else this.#redraw()
  }

  #clear() {
    if (isTerminal) process.stdout.write('\r\x1b[2K')
  }

  #redraw() {
    if (!isTerminal) return
    if (this.#running.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
      return
    }
    this.#timer ??= setInterval(() => this.#redraw(), REDRAW_MS).unref()
    const steps = [...this.#running].map(
      ([name, { since, detail }]) => `${detail || name} ${formatSeconds(Date.now() - since)}`,
    )
    const line = `  … ${steps.join('  ·  ')}`
    process.stdout.write(`\r\x1b[2K${line.slice(0, (process.stdout.columns ?? 100) - 1)}`)
  }
}

/** @param {number} ms */
function formatSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
