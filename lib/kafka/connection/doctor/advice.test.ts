import { describe, expect, test } from 'vitest'
import { type AccessFacts, type ConnectionCode, connectionCodes } from '#lib/contract/connection.ts'
import { advise } from './advice.ts'
import type { CertificateFacts } from './certificate.ts'
import type { Fault, Place } from './fault.ts'
import { access, place, variables } from './testing/place.ts'

const java = { java: 'client.properties', librdkafka: null }
const jaas = (login: string, means: string) =>
  `sasl.jaas.config=org.apache.kafka.common.security.${login} required ${means};`
const librdkafka = { java: null, librdkafka: 'kcat.conf' }

const withAccess = (change: Partial<AccessFacts>, more: Partial<Place> = {}) =>
  place({ access: { ...access, ...change }, ...more })

const certificate: CertificateFacts = {
  subject: 'kafka.reef',
  issuer: 'Reef Intermediate',
  neededAuthority: 'Reef Root',
  names: ['broker.reef', '10.0.0.7'],
  validFromMs: Date.parse('2025-01-01T00:00:00Z'),
  validToMs: Date.parse('2026-11-20T00:00:00Z'),
  isSelfSigned: false,
  fingerprint: 'AB:CD',
}

describe('every code', () => {
  test.each(connectionCodes)('%s: whole sentences about this very address', (code) => {
    const { advice } = advise({ code }, withAccess({ ssh: 'diver@bastion.reef:22' }, { step: stepOf(code) }))
    expect(advice).toMatch(/\w.*\.$/s)
    expect(advice).not.toMatch(/undefined|null|\s{2}|\.\.|NaN/)
    expect(advice).toMatch(code.startsWith('ssh') ? /bastion\.reef/ : /kafka\.reef/)
    expect(advice.length).toBeGreaterThan(120)
  })

  function stepOf(code: ConnectionCode): Place['step'] {
    return code.startsWith('ssh') ? 'ssh' : 'tcp'
  }
})

const cases: [name: string, fault: Fault, at: Place, facts: (string | RegExp)[], fix: string | undefined][] = [
  ['a name', { code: 'dns-not-found' }, place(), ['"kafka.reef"', '"brokers"'], 'getent hosts kafka.reef'],
  [
    'a name, as Java calls the setting',
    { code: 'dns-not-found' },
    withAccess({ files: java }),
    ['"bootstrap.servers"'],
    'getent hosts kafka.reef',
  ],
  [
    'the name of the SSH host',
    { code: 'dns-not-found' },
    withAccess({ ssh: 'diver@bastion.reef:22' }, { step: 'ssh' }),
    ['"bastion.reef"', 'the machine that Highwater runs on', '"ssh"'],
    'getent hosts bastion.reef',
  ],
  [
    'a name that the SSH host does not know',
    { code: 'dns-not-found' },
    withAccess({ ssh: 'diver@bastion.reef:22' }),
    [
      'not known on the SSH host',
      'works from there',
      '/etc/hosts of the SSH host: names are looked up there, not here',
    ],
    "ssh -p 22 diver@bastion.reef 'getent hosts kafka.reef'",
  ],
  [
    'a firewall behind the SSH host, looked at from there with our own key',
    { code: 'timeout' },
    withAccess({ ssh: 'diver@bastion.reef:22', sshFiles: { key: 'id_reef', knownHosts: ['known'] } }),
    ['from the SSH host'],
    "ssh -i id_reef -o UserKnownHostsFile=known -p 22 diver@bastion.reef 'nc -vz -w 3 kafka.reef 9093'",
  ],
  [
    'a program that is missing on a machine behind the SSH host, looked for on that machine',
    { code: 'refused' },
    withAccess({ ssh: 'diver@bastion.reef:22' }),
    ['no program listens'],
    "ss -ltn 'sport = :9093'  # on kafka.reef",
  ],
  [
    'behind an SSH host whose name could be an option, nothing to run',
    { code: 'timeout' },
    withAccess({ ssh: '-oProxyCommand@bastion.reef:22' }),
    ['from the SSH host'],
    undefined,
  ],
  [
    'this machine itself',
    { code: 'refused' },
    place({ target: { host: 'localhost', port: 9092 } }),
    ['port 9092', 'inside a container'],
    "ss -ltn 'sport = :9092'  # on localhost",
  ],
  [
    'the SSH host itself, which is looked at through SSH',
    { code: 'refused' },
    withAccess({ ssh: 'diver@bastion.reef:22' }, { target: { host: 'localhost', port: 9092 } }),
    ['the machine that the SSH login leads to'],
    `ssh -p 22 diver@bastion.reef 'ss -ltn '\\''sport = :9092'\\'''`,
  ],
  ['a firewall', { code: 'timeout' }, place(), ['firewall', 'port 9093'], 'nc -vz -w 3 kafka.reef 9093'],
  [
    'an address of version 6',
    { code: 'timeout' },
    place({ target: { host: '::1', port: 9092 }, brokerId: 2 }),
    ['Broker 2 ([::1]:9092)'],
    'nc -vz -w 3 ::1 9092',
  ],
  ['a name that a shell would obey', { code: 'timeout' }, place({ target: { host: '$(id)', port: 1 } }), [], undefined],
  [
    'a name that a program would take for an option',
    { code: 'timeout' },
    place({ target: { host: '-x', port: 1 } }),
    [],
    undefined,
  ],
  ['encryption', { code: 'tls-expected' }, place(), ['"tls"', 'highwater.yaml'], 'tls: true'],
  [
    'encryption, in a Java file',
    { code: 'tls-expected' },
    withAccess({ files: java }),
    ['security.protocol', 'client.properties'],
    'security.protocol=SASL_SSL',
  ],
  [
    'no encryption',
    { code: 'plaintext-expected' },
    withAccess({ files: librdkafka, mechanism: null }),
    ['kcat.conf'],
    'security.protocol=PLAINTEXT',
  ],
  ['no encryption, though there is a password', { code: 'plaintext-expected' }, place(), ['can be read'], 'tls: false'],
  [
    'a password',
    { code: 'auth-failed' },
    place(),
    ['"alice"', 'sasl.password', 'kafka-configs.sh', 'locked'],
    undefined,
  ],
  [
    'a token',
    { code: 'auth-failed' },
    withAccess({ mechanism: 'OAUTHBEARER', username: null }),
    ['token', 'expired'],
    undefined,
  ],
  [
    'another mechanism',
    { code: 'mechanism', mechanisms: ['PLAIN', 'SCRAM-SHA-256'] },
    withAccess({ files: librdkafka }),
    ['SCRAM-SHA-512', 'PLAIN, SCRAM-SHA-256', 'kcat.conf'],
    'sasl.mechanisms=SCRAM-SHA-256',
  ],
  [
    'another mechanism, in a Java file, which names the class that does the login, too',
    { code: 'mechanism', mechanisms: ['SCRAM-SHA-256'] },
    withAccess({ files: java, mechanism: 'PLAIN' }),
    ['sasl.mechanism to SCRAM-SHA-256', 'sasl.jaas.config to ScramLoginModule', 'client.properties'],
    `sasl.mechanism=SCRAM-SHA-256\n${jaas('scram.ScramLoginModule', 'username="<user>" password="<password>"')}`,
  ],
  [
    'PLAIN, in a Java file without any login',
    { code: 'mechanism', mechanisms: ['PLAIN'] },
    withAccess({ files: java, mechanism: null, protocol: 'SSL' }),
    ['PlainLoginModule'],
    `security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n${jaas('plain.PlainLoginModule', 'username="<user>" password="<password>"')}`,
  ],
  [
    'a token, in a Java file',
    { code: 'mechanism', mechanisms: ['OAUTHBEARER'] },
    withAccess({ files: java }),
    ['OAuthBearerLoginModule'],
    `sasl.mechanism=OAUTHBEARER\n${jaas('oauthbearer.OAuthBearerLoginModule', 'unsecuredLoginStringClaim_sub="<user>"')}`,
  ],
  [
    'another mechanism, where variables name the cluster',
    { code: 'mechanism', mechanisms: ['PLAIN'] },
    withAccess({ files: variables }),
    ['HIGHWATER_SASL_MECHANISM', 'the environment'],
    'HIGHWATER_SASL_MECHANISM=plain\nHIGHWATER_SASL_USERNAME=<user>\nHIGHWATER_SASL_PASSWORD=<password>',
  ],
  [
    'encryption, where variables name the cluster',
    { code: 'tls-expected' },
    withAccess({ files: variables }),
    ['"HIGHWATER_TLS" in the environment'],
    'HIGHWATER_TLS=true',
  ],
  [
    'a password, in a Java file, where user and password are one setting',
    { code: 'auth-failed' },
    withAccess({ files: java }),
    ['Check sasl.jaas.config in client.properties'],
    undefined,
  ],
  [
    'a key for the SSH host that is locked',
    {
      code: 'ssh-auth',
      words: 'The key for the SSH host bastion.reef:22 could not be opened: it is encrypted.',
      isKeyUnusable: true,
    },
    withAccess({ ssh: 'diver@bastion.reef:22', files: variables }, { step: 'ssh' }),
    ['could not be opened', 'HIGHWATER_SSH_PASSPHRASE'],
    undefined,
  ],
  [
    'an SSH host that takes too long',
    { code: 'timeout' },
    withAccess({ ssh: 'diver@bastion.reef:22' }, { step: 'ssh' }),
    ['The SSH host bastion.reef:22', 'so its brokers could not be checked'],
    'nc -vz -w 3 bastion.reef 22',
  ],
  ['a handshake that takes too long', { code: 'timeout' }, place({ step: 'tls' }), ['Check again'], undefined],
  ['Kerberos', { code: 'mechanism', mechanisms: ['GSSAPI'] }, place(), ['GSSAPI', 'Kerberos'], undefined],
  [
    'a missing login',
    { code: 'mechanism', mechanisms: ['PLAIN'] },
    withAccess({ mechanism: null, username: null }),
    ['wants a login'],
    'sasl: { mechanism: plain, username: <user>, password: { env: PASSWORD } }',
  ],
  ['a needless login', { code: 'mechanism', mechanisms: [] }, place(), ['without any login'], undefined],
  [
    'a certificate out of date',
    { code: 'cert-expired', certificate },
    place(),
    ['kafka.reef', 'Reef Intermediate', 'is issued by Reef Intermediate and expired on 2026-11-20, 2 days ago.'],
    'openssl s_client -connect kafka.reef:9093 </dev/null | openssl x509 -noout -dates -subject',
  ],
  [
    'an unknown authority',
    { code: 'cert-unknown-ca', certificate },
    place(),
    ['"Reef Root"', 'Reef Intermediate', 'tls.ca'],
    'tls: { ca: ca.crt }',
  ],
  [
    'an unknown authority, in a Java file',
    { code: 'cert-unknown-ca', certificate },
    withAccess({ files: java }),
    ['ssl.truststore.location'],
    'ssl.truststore.type=PEM\nssl.truststore.location=ca.crt',
  ],
  [
    'a certificate signed by itself',
    { code: 'cert-self-signed', certificate },
    place(),
    ['AB:CD'],
    'tls: { ca: broker.pem }',
  ],
  [
    'another name',
    { code: 'cert-name', certificate },
    withAccess({ files: librdkafka }),
    ['"kafka.reef"', 'broker.reef, 10.0.0.7'],
    'ssl.endpoint.identification.algorithm=none',
  ],
  [
    'a certificate of ours',
    { code: 'client-cert-required', acceptedAuthorities: ['Reef Root'] },
    withAccess({ files: librdkafka }),
    ['Reef Root', 'ssl.keystore.location'],
    'ssl.keystore.location=client.p12\nssl.keystore.password=<password>',
  ],
  [
    'our certificate, refused',
    { code: 'client-cert-required' },
    withAccess({ hasClientCertificate: true }),
    ['refused the certificate'],
    'tls: { keystore: client.p12, keystorePassword: { env: KEYSTORE_PASSWORD } }',
  ],
  [
    'our certificate, expired',
    { code: 'client-cert-required', ownCertificate: certificate },
    withAccess({ hasClientCertificate: true, files: java }),
    ['your own certificate, for kafka.reef, expired on 2026-11-20', 'ssl.keystore.location'],
    undefined,
  ],
  [
    'a mechanism, by the line that counts',
    { code: 'mechanism', mechanisms: ['PLAIN'] },
    withAccess({ files: { ...librdkafka, mechanismAt: 'kcat.conf line 7, sasl.mechanism' } }),
    ['In kcat.conf line 7, sasl.mechanism, write PLAIN'],
    'sasl.mechanisms=PLAIN',
  ],
  [
    'a login to the SSH host',
    { code: 'ssh-auth', words: 'The SSH host bastion.reef:2222 refused the key of the user "diver".' },
    withAccess({ ssh: 'diver@bastion.reef:2222' }, { step: 'ssh' }),
    ['bastion.reef:2222', '"diver"', 'refused the key', 'authorized_keys', 'highwater.yaml'],
    'ssh -p 2222 diver@bastion.reef true',
  ],
  [
    'a login to the SSH host with a key of its own',
    { code: 'ssh-auth' },
    withAccess(
      { ssh: 'diver@bastion.reef:22', sshFiles: { key: '~/.ssh/id_reef', knownHosts: ['a', 'b'] } },
      { step: 'ssh' },
    ),
    ['bastion.reef:22'],
    "ssh -i ~/.ssh/id_reef -o 'UserKnownHostsFile=a b' -p 22 diver@bastion.reef true",
  ],
  [
    'the key of the SSH host',
    { code: 'ssh-host-key', words: 'It showed SHA256:x.', line: 'bastion.reef ssh-ed25519 AAAA' },
    withAccess({ ssh: 'diver@bastion.reef:22' }, { step: 'ssh' }),
    ['SHA256:x', 'fingerprint'],
    'bastion.reef ssh-ed25519 AAAA',
  ],
  [
    'the key of the SSH host, which is revoked: nothing to write makes it good',
    { code: 'ssh-host-key', words: 'It showed SHA256:x, which is marked as revoked.' },
    withAccess({ ssh: 'diver@bastion.reef:22' }, { step: 'ssh' }),
    ['SHA256:x', 'Get the key that it has now'],
    undefined,
  ],
]

describe('advice names the facts and the setting, as it is called in the file that it was read from', () => {
  test.each(cases)('%s', (_name, fault, at, facts, fix) => {
    const { advice, fix: line } = advise(fault, at)
    for (const fact of facts) expect(advice).toMatch(typeof fact === 'string' ? escaped(fact) : fact)
    expect(line).toBe(fix)
  })

  function escaped(text: string): RegExp {
    return new RegExp(RegExp.escape(text))
  }
})
