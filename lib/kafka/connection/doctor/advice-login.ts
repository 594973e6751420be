import { javaLoginModule } from '#lib/commands/java-login-module.ts'
import { readSshTarget } from '#lib/contract/ssh-target.ts'
import { formatAddress } from '#lib/kafka/failure.ts'
import type { Advice, Fault, Place } from './fault.ts'
import { loginByHand, nameOf, sought } from './place.ts'
import { isJava, ownFile, protocolLine, settingLine, settingName, settingNames, settingsFile } from './settings.ts'

/** The best first, of those that Highwater can do. */
const known = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'OAUTHBEARER', 'PLAIN']
const NO_RETRY = 'So that no account gets locked, Highwater tries this login again only when it is checked again.'

/** On logging in, to the brokers (SASL) and to the SSH host. */
export const loginAdvice = {
  'auth-failed': adviseOnPassword,
  mechanism: adviseOnMechanism,
  'ssh-auth': adviseOnSshLogin,
  'ssh-host-key': adviseOnHostKey,
}

function adviseOnPassword(_fault: Fault, place: Place): Advice {
  const { mechanism, username, files } = place.access
  if (mechanism === 'OAUTHBEARER') {
    return {
      advice:
        `${nameOf(place)} refused the token: it is expired, or for another audience, or from an issuer that the ` +
        `brokers do not trust. Put a fresh one into ${settingsFile(files)}. ${NO_RETRY}`,
    }
  }
  const scram = mechanism?.startsWith('SCRAM')
    ? ` With ${mechanism} the user must also have been made for this mechanism on the cluster (kafka-configs.sh).`
    : ''
  return {
    advice:
      `${nameOf(place)} refused the login of user "${username}": the password is wrong, or there is no such user. ` +
      `Check ${settingNames(['username', 'password'], files)} in ${settingsFile(files)}.${scram} ` +
      NO_RETRY,
  }
}

function adviseOnMechanism({ mechanisms }: Fault, place: Place): Advice {
  const { mechanism, files, protocol } = place.access
  const where = nameOf(place)
  if (mechanisms?.length === 0) {
    return {
      advice:
        `${where} takes connections without any login, and Highwater is set to log in with ${mechanism}. Use the port ` +
        `of the listener with login (SASL), or take the login (${settingName('mechanism', files)}) out of ` +
        `${settingsFile(files)}.`,
    }
  }
  const offered = mechanisms ? mechanisms.join(', ') : 'others'
  const best = known.find((name) => mechanisms?.includes(name))
  const wrong = mechanism
    ? `${where} does not take logins of the kind ${mechanism}. It offers: ${offered}.`
    : `${where} wants a login (SASL), and none is configured. It offers: ${offered}.`
  if (!best) return { advice: `${wrong} ${NOTHING_IN_COMMON}` }
  const ofJava = isJava(files)
    ? ` and the login module in sasl.jaas.config to ${javaLoginModule(best).split('.').at(-1)}`
    : ''
  const means = best === 'OAUTHBEARER' ? 'the token' : 'the user and password'
  // Both of librdkafka's names may stand in a file; the one that counts is to be changed.
  const setting = files.mechanismAt
    ? `In ${files.mechanismAt}, write`
    : `In ${settingsFile(files)}, set ${settingName('mechanism', files)} to`
  const way = `${setting} ${best}${ofJava}, with ${means} that you were given for it.`
  const login = settingLine('mechanism', files, best)
  const isFile = files.java !== null || files.librdkafka !== null
  // A client's file says in the protocol already whether there is a login.
  const isNew = mechanism === null && isFile
  return { advice: `${wrong} ${way}`, fix: isNew ? `${protocolLine(hasTls(protocol), true, files)}\n${login}` : login }
}

const NOTHING_IN_COMMON =
  'Highwater can log in with SCRAM-SHA-512, SCRAM-SHA-256, PLAIN and OAUTHBEARER, but not with Kerberos (GSSAPI): ' +
  'ask whoever runs the brokers for a listener with one of these.'

function hasTls(protocol: string): boolean {
  return protocol.endsWith('SSL')
}

function adviseOnSshLogin({ words, isKeyUnusable }: Fault, place: Place): Advice {
  const { user, host, port } = readSshTarget(place.access.ssh ?? '')
  const { files } = place.access
  const where = ownFile(files)
  if (isKeyUnusable) {
    const names =
      files.source === 'variables' ? 'HIGHWATER_SSH_KEY and HIGHWATER_SSH_PASSPHRASE' : 'ssh (key, passphrase)'
    return { advice: `${sentence(words)}No login was attempted as "${user}". Check ${names} in ${where}. ${NO_RETRY}` }
  }
  const names = files.source === 'variables' ? 'HIGHWATER_SSH and its other variables' : 'ssh'
  return {
    advice:
      `${sentence(words) || `The SSH host ${formatAddress({ host, port })} did not let "${user}" in. `}Check ${names} ` +
      `(user, key, passphrase, password or agent) in ${where}, and that the public key is in the authorized_keys of ` +
      `that user. The same login by hand must work without a question. ${NO_RETRY}`,
    ...loginByHand(place, 'true'),
  }
}

function adviseOnHostKey({ words, line }: Fault, place: Place): Advice {
  const host = formatAddress(sought({ ...place, step: 'ssh' }))
  const whoRuns = 'whoever runs that host, not over this connection'
  const way = line
    ? `Compare the fingerprint with one that you got from ${whoRuns}; when it is the same, add it to the known_hosts file.`
    : `Get the key that it has now from ${whoRuns}.`
  return {
    advice:
      `${sentence(words) || `The key by which the SSH host ${host} proves who it is cannot be trusted. `}` +
      `Nothing was sent there. ${way}`,
    ...(line && { fix: line }),
  }
}

function sentence(words: string | undefined): string {
  return words ? `${words.replace(/[.\s]*$/, '.')} ` : ''
}
