import { useState } from 'react'
import { explainError } from './error-help.ts'

/** What came of one of several items: a result, or why there is none. */
export type Outcome<Result> = { readonly value: Result } | { readonly error: string }

export type Outcomes<Result> = ReadonlyMap<string, Outcome<Result>>

/** Does something for each of several items, one after the other; what came of each is known as soon as it is done. */
export function useEach<Result>() {
  const [outcomes, setOutcomes] = useState<Outcomes<Result>>(new Map())
  const [isRunning, setRunning] = useState(false)
  /** Resolves to what came of these; what came of others before stays known. */
  const run = async (items: readonly string[], work: (item: string) => Promise<Result>): Promise<Outcomes<Result>> => {
    const done = new Map<string, Outcome<Result>>()
    setRunning(true)
    for (const item of items) {
      done.set(
        item,
        await work(item).then(
          (value) => ({ value }),
          (error) => ({ error: explainError(error).message }),
        ),
      )
      setOutcomes((before) => new Map([...before, ...done]))
    }
    setRunning(false)
    return done
  }
  return { outcomes, isRunning, run, forget: () => setOutcomes(new Map()) }
}

/** Those for which it was done. */
export function succeeded<Result>(outcomes: Outcomes<Result>): Map<string, Result> {
  return new Map([...outcomes].flatMap(([item, outcome]) => ('value' in outcome ? [[item, outcome.value]] : [])))
}
