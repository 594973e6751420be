/** Without a terminal, as in CI, nobody is there to try again what failed once on a machine with much else to do. */
export const isUnattended = process.env.CI !== undefined || !process.stdout.isTTY
