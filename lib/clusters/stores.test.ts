import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readKey } from './pem.ts'
import { openStore, StoreProblem } from './stores.ts'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name))
const subjects = (pem: string | null) =>
  (pem?.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map((text) => new X509Certificate(text).subject)
const serial = (name: string) => new X509Certificate(fixture(name)).serialNumber

describe('a store with a key', () => {
  test.each([
    ['by OpenSSL 3', 'modern.p12', 'store-secret', 'client'],
    ['by OpenSSL 3 with -legacy', 'legacy.p12', 'store-secret', 'client'],
    ['with an elliptic key', 'elliptic.p12', 'store-secret', 'client-ec'],
    ['with an empty password', 'no-password.p12', '', 'client'],
    ['with an empty password that is not even named', 'no-password.p12', null, 'client'],
    ['with a password beyond ASCII', 'unusual-password.p12', 'pässwörd ✓', 'client'],
    ['by keytool, and called .jks', 'keystore-by-keytool.jks', 'store-secret', 'client'],
  ])('%s gives the key, its certificate and who signed it', (_, file, password, name) => {
    const { identity } = openStore(fixture(file), password)
    expect(subjects(identity.cert)).toEqual([`CN=${name}`, 'CN=Test CA'])
    const own = new X509Certificate(identity.cert ?? '')
    expect(own.serialNumber).toBe(serial(`${name}.pem`))
    expect(own.checkPrivateKey(createPrivateKey(identity.key ?? ''))).toBe(true)
    expect(own.verify(new X509Certificate(fixture('ca.pem')).publicKey)).toBe(true)
  })
})

describe('a store to trust', () => {
  test.each([
    ['of certificates alone, by OpenSSL', 'certificates-only.p12', ['CN=Test CA']],
    ['by keytool', 'truststore.p12', ['CN=Test CA']],
    ['by keytool, and called .jks', 'disguised.jks', ['CN=Test CA']],
    ['that also has a key: only what is marked as trusted', 'keystore-by-keytool.jks', ['CN=client-ec']],
    ['that also has a key, where nothing is marked: all but its own', 'modern.p12', ['CN=Test CA']],
    ['in PEM', 'ca.pem', ['CN=Test CA']],
    ['in DER', 'ca.der', ['CN=Test CA']],
  ])('%s', (_, file, expected) => {
    expect(openStore(fixture(file), 'store-secret').trusted.flatMap(subjects)).toEqual(expected)
  })
})

describe('what cannot be opened is said in a sentence that holds no password', () => {
  test.each([
    ['modern.p12', 'guessed-wrong', 'cannot be opened with the password'],
    ['legacy.p12', 'guessed-wrong', 'cannot be opened with the password'],
    ['truststore.p12', null, 'none is given'],
    ['true.jks', 'guessed-wrong', 'keytool -importkeystore'],
  ])('%s with %s', (file, password, words) => {
    const problem = failureOf(() => openStore(fixture(file), password))
    expect(problem).toBeInstanceOf(StoreProblem)
    expect(problem).toHaveProperty('message', expect.stringContaining(words))
    expect(String(problem)).not.toContain('guessed-wrong')
  })

  test.each([
    [Buffer.alloc(0), 'is empty'],
    [Buffer.from('hello'), 'neither PEM nor PKCS#12'],
    [fixture('modern.p12').subarray(0, 400), 'damaged or cut off'],
    [Buffer.from('-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----'), 'neither a certificate nor'],
    [Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'), 'number 1 cannot be read'],
  ])('%#', (bytes, words) => {
    expect(() => openStore(bytes, null)).toThrow(words)
  })
})

/** Opening a store with Java's 10,000 iterations takes 0.1 s, so each is opened once. */
function failureOf(open: () => unknown): unknown {
  try {
    open()
  } catch (error) {
    return error
  }
  throw new Error('it was opened')
}

describe('PEM', () => {
  test('pressed into one line is read all the same', () => {
    const pressed = fixture('client.pem').toString().replaceAll('\n', ' ')
    expect(openStore(Buffer.from(pressed), null).trusted).toEqual([fixture('client.pem').toString()])
  })

  test.each([
    ['client-key.pem', null, true],
    ['client-key-encrypted.pem', 'key-secret', true],
    ['client-key-encrypted.pem', null, 'encrypted'],
    ['client-key-encrypted.pem', 'guessed-wrong', 'wrong passphrase'],
    ['ca.pem', null, 'unreadable'],
  ])('the key of %s with the passphrase %s', (file, passphrase, expected) => {
    const key = readKey(fixture(file).toString(), passphrase)
    expect(typeof key === 'string' ? key : true).toBe(expected)
  })
})
