/**
 * Runs `work`, and rejects with the failure that `explainTimeout` names when it is not done in time. The work itself is not
 * stopped, and its result still counts while that failure is being found out.
 */
export function withDeadline<T>(
  deadlineMs: number,
  explainTimeout: (sinceMs: number) => Error | Promise<Error>,
  work: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const sinceMs = performance.now()
    let isLate = false
    const timer = setTimeout(async () => {
      isLate = true
      reject(await explainTimeout(sinceMs))
    }, deadlineMs)
    work()
      .then(resolve, (error) => isLate || reject(error))
      .finally(() => clearTimeout(timer))
  })
}
