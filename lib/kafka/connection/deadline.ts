/** Runs `work`, and rejects with `late()` when it is not done in time. The work itself is not stopped. */
export function withDeadline<T>(deadlineMs: number, late: () => Error, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), deadlineMs)
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}
