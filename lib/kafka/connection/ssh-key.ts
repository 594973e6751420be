import { createPrivateKey, type KeyObject } from 'node:crypto'
import ssh2 from 'ssh2'

/** A private key in a form that ssh2 reads, or the sentence that says what is wrong with it. */
export type ReadKey = { readonly key: string } | { readonly problem: string }

/** Nothing of the key is in the sentence, nor is the error that it came from. */
export function readSshKey(privateKey: string, passphrase: string | null): ReadKey {
  const key = /-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(privateKey)
    ? fromPkcs8(privateKey, passphrase)
    : privateKey.trim()
  const isReadable = key !== null && !(ssh2.utils.parseKey(key, passphrase ?? undefined) instanceof Error)
  if (isReadable) return { key }
  if (!isEncrypted(privateKey)) return { problem: 'it is in no format that is known here: OpenSSH or PEM' }
  return {
    problem:
      passphrase === null
        ? 'it is encrypted, and no passphrase is configured'
        : 'it is encrypted, and the passphrase that is configured does not open it',
  }
}

/** ssh2 reads the older PEM formats only, of which each is for one kind of key. */
function fromPkcs8(pem: string, passphrase: string | null): string | null {
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase !== null && { passphrase }) })
    return toOlderPem(key)
  } catch {
    return null
  }
}

function toOlderPem(key: KeyObject): string | null {
  if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString().trim()
  if (key.asymmetricKeyType === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString().trim()
  return null
}

/** PEM says it in a header; OpenSSH's own format names the cipher right behind its mark. */
function isEncrypted(privateKey: string): boolean {
  if (privateKey.includes('ENCRYPTED')) return true
  const [, body = ''] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*)-----END/.exec(privateKey) ?? []
  const head = Buffer.from(body, 'base64').subarray(0, 40).toString('latin1')
  return head.startsWith('openssh-key-v1') && !head.includes('none')
}
