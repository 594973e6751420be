/**
 * Runs `work`, and rejects with what `late` makes of the time it began at when it is not done in time. The work itself is
 * not stopped, and is still in time as long as `late` finds out who is to blame.
 */
export function withDeadline<T>(
  deadlineMs: number,
  late: (sinceMs: number) => Error | Promise<Error>,
  work: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const sinceMs = performance.now()
    let isLate = false
    const timer = setTimeout(async () => {
      isLate = true
      reject(await late(sinceMs))
    }, deadlineMs)
    work()
      .then(resolve, (error) => isLate || reject(error))
      .finally(() => clearTimeout(timer))
  })
}
