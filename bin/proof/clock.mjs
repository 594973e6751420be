const YEAR_MS = 365.25 * 24 * 60 * 60_000

/** @typedef {{ name: string, nowMs: number }} TestClock */

/**
 * The clocks under which tests run besides the real one.
 * @returns {TestClock[]}
 */
export function testClocks(nowMs = Date.now()) {
  return [
    { name: 'a year ahead', nowMs: nowMs + YEAR_MS },
    { name: 'ten years ahead', nowMs: nowMs + 10 * YEAR_MS },
    { name: 'on 29 February', nowMs: nextLeapDayMs(nowMs) },
  ]
}

/** @param {number} nowMs */
function nextLeapDayMs(nowMs) {
  for (let year = new Date(nowMs).getUTCFullYear(); ; year++) {
    const noon = new Date(Date.UTC(year, 1, 29, 12))
    if (noon.getUTCMonth() === 1 && noon.getTime() > nowMs) return noon.getTime()
  }
}

/**
 * The variables that set the clock of a process and of all that it starts, JVMs too. An offset, as with a start each
 * process would begin at it. Timers go by the monotonic clock, which stays as it is.
 * @param {number} clockMs
 * @param {number} [nowMs]
 */
export function clockVariables(clockMs, nowMs = Date.now()) {
  return {
    // The loader replaces $LIB by the folder of this machine's libraries.
    LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1',
    FAKETIME: `+${Math.round((clockMs - nowMs) / 1_000)}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // Where it is on, the waits of a JVM never end.
    FAKETIME_FORCE_MONOTONIC_FIX: '0',
    NO_FAKE_STAT: '1',
    HIGHWATER_TEST_CLOCK: new Date(clockMs).toISOString(),
  }
}
