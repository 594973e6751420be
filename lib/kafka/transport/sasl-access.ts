/** How a client logs in, secrets included. */
export type SaslAccess =
  | {
      readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
      readonly username: string
      readonly password: string
    }
  | { readonly mechanism: 'oauthbearer'; readonly token: string | UnsecuredToken; readonly extensions: TokenExtensions }

type TokenExtensions = Readonly<Record<string, string>>

/** An unsigned token, made for each connection, as brokers that are set up for tests accept it. */
export interface UnsecuredToken {
  readonly claims: Readonly<Record<string, string | number | readonly string[]>>
  readonly lifetimeSeconds: number
}
