import { formatAddress } from '#lib/kafka/failure.ts'
import type { Advice, Fault, Place } from './fault.ts'
import { nameOf, sought } from './place.ts'
import { settingLine, settingName, settingsFile } from './settings.ts'

/** The best first, of those that Highwater can do. */
const known = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'OAUTHBEARER', 'PLAIN']
const NO_RETRY =
  'So that no account gets locked, Highwater tries this login again only when somebody has it check again.'

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
      `Check ${settingName('username', files)} and ${settingName('password', files)} in ${settingsFile(files)}.${scram} ` +
      NO_RETRY,
  }
}

function adviseOnMechanism({ mechanisms }: Fault, place: Place): Advice {
  const { mechanism, files } = place.access
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
  const way = best
    ? `Set ${settingName('mechanism', files)} in ${settingsFile(files)} to ${best}, with the user and password that you were given for it.`
    : 'Highwater can log in with SCRAM-SHA-512, SCRAM-SHA-256, PLAIN and OAUTHBEARER, but not with Kerberos (GSSAPI): ask whoever runs the brokers for a listener with one of these.'
  return { advice: `${wrong} ${way}`, ...(best && { fix: settingLine('mechanism', files, best) }) }
}

function adviseOnSshLogin({ words }: Fault, place: Place): Advice {
  const { host, port } = sought({ ...place, step: 'ssh' })
  const user = place.access.ssh?.split('@', 1)[0] ?? ''
  const isPlain = /^[\w.:-]+$/.test(host + user) && !user.startsWith('-') && !host.startsWith('-')
  return {
    advice:
      `The SSH host ${formatAddress({ host, port })} did not let "${user}" in. ${sentence(words)}Check ssh (user, key, ` +
      'passphrase, password or agent) in highwater.yaml, and that the public key is in the authorized_keys of that ' +
      `user. The same login by hand must work without a question. ${NO_RETRY}`,
    ...(isPlain && { fix: `ssh -p ${port} ${user}@${host} true` }),
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
      `The key by which the SSH host ${host} proves who it is cannot be trusted. ` +
      `${sentence(words)}Nothing was sent there. ${way}`,
    ...(line && { fix: line }),
  }
}

function sentence(words: string | undefined): string {
  return words ? `${words.replace(/[.\s]*$/, '.')} ` : ''
}
