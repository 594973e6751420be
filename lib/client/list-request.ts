/** The parameters of a list; the server has defaults for those left out. */
export interface ListRequest {
  readonly q?: string | null | undefined
  readonly sort?: string | null
  readonly order?: 'asc' | 'desc' | null
  readonly page?: number | null
  readonly pageSize?: number | null
}
