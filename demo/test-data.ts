import { join } from 'node:path'

/** Where clusters of the tests live, and the jars that they share with the demo. */
export const TEST_DATA = join(import.meta.dirname, '..', '.highwater')
