/** The broker and Highwater share no version of a request. */
export class UnsupportedApi extends Error {
  override name = 'UnsupportedApi'
}
