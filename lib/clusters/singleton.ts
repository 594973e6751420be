/**
 * One value per process. Next compiles routes, instrumentation and proxy apart and reloads them in development, so a
 * module's own variable would exist several times.
 */
export function singleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`highwater.${name}`)
  const store: Record<symbol, unknown> = globalThis as unknown as Record<symbol, unknown>
  store[key] ??= create()
  // The key is used by this call only, so the value is what `create` returned.
  return store[key] as T
}
