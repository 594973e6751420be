/**
 * The first success of several attempts. The next attempt starts when the one before failed, or took longer than
 * `patienceMs`. When all fail, the AggregateError holds their errors in the order of the attempts.
 */
export function firstSuccess<T>(attempts: readonly (() => Promise<T>)[], patienceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const errors: unknown[] = []
    let started = 0
    let failed = 0
    let isSettled = false
    let timer: NodeJS.Timeout | undefined

    const settle = (finish: () => void) => {
      isSettled = true
      clearTimeout(timer)
      finish()
    }
    const startNext = () => {
      clearTimeout(timer)
      const index = started
      const attempt = attempts[index]
      if (isSettled || !attempt) return
      started++
      if (started < attempts.length) timer = setTimeout(startNext, patienceMs)
      attempt().then(
        (value) => settle(() => resolve(value)),
        (error) => {
          errors[index] = error
          failed++
          if (failed === attempts.length) settle(() => reject(allFailed(errors)))
          else startNext()
        },
      )
    }

    if (attempts.length === 0) reject(allFailed(errors))
    else startNext()
  })
}

function allFailed(errors: readonly unknown[]): AggregateError {
  return new AggregateError(errors, 'every attempt failed')
}
