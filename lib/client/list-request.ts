/** What a list can be asked; what is left out takes the server's default. */
export interface ListRequest {
  readonly q?: string | null | undefined
  readonly sort?: string | null
  readonly order?: 'asc' | 'desc' | null
  readonly page?: number | null
  readonly pageSize?: number | null
}
