import type { ClientFiles } from '#lib/contract/connection.ts'
import type { Address } from '#lib/kafka/failure.ts'
import type { UnsecuredToken } from '#lib/kafka/transport/sasl-access.ts'
import { type Given, unreadable } from './field.ts'

/** Keys or certificates, as a file or inline. */
export type Material = { readonly file: string } | { readonly pem: string }

/** How a client reaches a cluster, independent of the format of the configuration; not validated yet. */
export interface ClientSettings {
  readonly brokers?: Given<readonly Address[]> | undefined
  readonly tls?: Given<boolean> | undefined
  /** PEM certificates or a store, detected by its content. */
  readonly trust?: Given<Material> | undefined
  readonly trustPassword?: Given<string> | undefined
  readonly cert?: Given<Material> | undefined
  readonly key?: Given<Material> | undefined
  readonly keyPassphrase?: Given<string> | undefined
  /** Key and certificates in one. */
  readonly keystore?: Given<Material> | undefined
  readonly keystorePassword?: Given<string> | undefined
  readonly checksChain?: Given<boolean> | undefined
  readonly checksName?: Given<boolean> | undefined
  readonly sasl?: Given<boolean> | undefined
  /** As in the configuration. */
  readonly mechanism?: Given<string> | undefined
  readonly username?: Given<string> | undefined
  readonly password?: Given<string> | undefined
  readonly token?: Given<string> | undefined
  readonly unsecured?: Given<UnsecuredToken> | undefined
  readonly extensions?: Given<Readonly<Record<string, string>>> | undefined
  readonly files?: ClientFiles | undefined
}

/** Fields beside a file are added to it and win; where two settings exclude each other, that of the file is dropped. */
export function overrideSettings(base: ClientSettings, over: ClientSettings): ClientSettings {
  const given = Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined))
  const kept = { ...base }
  if (over.trust) delete kept.trustPassword
  if (over.keystore) for (const name of ['cert', 'key', 'keyPassphrase', 'keystorePassword'] as const) delete kept[name]
  if (over.cert ?? over.key) for (const name of ['keystore', 'keystorePassword'] as const) delete kept[name]
  if (over.key) delete kept.keyPassphrase
  if (over.mechanism) for (const name of ['token', 'unsecured', 'extensions'] as const) delete kept[name]
  return { ...kept, ...given }
}

/** A login is configured but invalid, which has been reported. */
export function unreadableLogin(at: string): ClientSettings {
  const text = unreadable('', at)
  return { username: text, password: text, token: text }
}
