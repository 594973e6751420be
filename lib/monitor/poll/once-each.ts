/** One error may fail several questions, each of which tells. */
export function onceEach(tell: (error: unknown) => void): (error: unknown) => void {
  const told = new WeakSet<object>()
  return (error) => {
    if (typeof error === 'object' && error !== null) {
      if (told.has(error)) return
      told.add(error)
    }
    tell(error)
  }
}
