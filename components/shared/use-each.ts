import { useRef, useState } from 'react'
import { explainError } from './error-help.ts'

/** What came of one of several items: a result, or why there is none. */
export type Outcome<Result> = { readonly value: Result } | { readonly error: string }

export type Outcomes<Result> = ReadonlyMap<string, Outcome<Result>>

/** Does something for each of several items, one after the other; what came of each is known as soon as it is done. */
export function useEach<Result>() {
  const [outcomes, setOutcomes] = useState<Outcomes<Result>>(new Map())
  const [isRunning, setRunning] = useState(false)
  const isStopped = useRef(false)
  /** Resolves to what came of these, as far as it was not stopped; what came of others before stays known. */
  const run = async (items: readonly string[], work: (item: string) => Promise<Result>): Promise<Outcomes<Result>> => {
    const done = new Map<string, Outcome<Result>>()
    setRunning(true)
    isStopped.current = false
    for (const item of items) {
      if (isStopped.current) break
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
  /** Ends a run after the item that is being done. */
  const stop = () => {
    isStopped.current = true
  }
  return { outcomes, isRunning, run, stop, forget: () => setOutcomes(new Map()) }
}

/** Those for which it was done. */
export function succeeded<Result>(outcomes: Outcomes<Result>): Map<string, Result> {
  return new Map([...outcomes].flatMap(([item, outcome]) => ('value' in outcome ? [[item, outcome.value]] : [])))
}
