/** `npm run test:full`: what needs patience gets it. */
export const isFull = process.env.HIGHWATER_TEST_FULL === 'true'
