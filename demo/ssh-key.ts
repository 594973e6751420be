import ssh2 from 'ssh2'

type Options = Parameters<typeof ssh2.utils.generateKeyPairSync<'ed25519'>>[1]

/** A pair of keys for tests. Of those that ssh2 makes, one in some hundred is malformed, and is not used. */
export function makeSshKey(options: Options & { readonly passphrase?: string } = {}) {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', options)
    if (!(ssh2.utils.parseKey(pair.private, options.passphrase) instanceof Error)) return pair
  }
}
