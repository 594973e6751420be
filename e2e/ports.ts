const DEFAULT_PORT = 3197

/** Where the dashboard under test listens; another may run on this machine meanwhile. */
export const E2E_PORT = Number(process.env.E2E_PORT ?? DEFAULT_PORT)
/** For the tests that start one more. */
export const SECOND_PORT = E2E_PORT - 3
/** And for those of several clusters, which run beside them. */
export const CLUSTERS_PORT = E2E_PORT - 6
