/** One error may fail several requests, each of which reports it. */
export function onceEach(report: (error: unknown) => void): (error: unknown) => void {
  const reported = new WeakSet<object>()
  return (error) => {
    if (typeof error === 'object' && error !== null) {
      if (reported.has(error)) return
      reported.add(error)
    }
    report(error)
  }
}
