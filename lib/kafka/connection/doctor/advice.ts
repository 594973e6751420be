import type { ConnectionCode } from '#lib/contract/connection.ts'
import { isLoopback } from '#lib/contract/loopback.ts'
import { formatAddress } from '#lib/kafka/failure.ts'
import { adviseOnAdvertised } from './advice-advertised.ts'
import { certificateAdvice } from './advice-certificates.ts'
import { adviseOnOtherBroker, adviseOnOtherCluster } from './advice-identity.ts'
import { loginAdvice } from './advice-login.ts'
import type { Advice, Fault, Place } from './fault.ts'
import { fromHere, hereOf, inShell, isBehindSsh, nameOf, sought } from './place.ts'
import { ownFile, protocolLine, settingName, settingsFile } from './settings.ts'

type Adviser = (fault: Fault, place: Place) => Advice

const advisers: Record<ConnectionCode, Adviser> = {
  'dns-not-found': adviseOnName,
  refused: adviseOnRefusal,
  timeout: adviseOnTimeout,
  frozen: adviseOnSilence,
  closed: adviseOnHangUp,
  'not-kafka': adviseOnStranger,
  unreachable: adviseOnNoWay,
  'tls-expected': adviseToEncrypt,
  'plaintext-expected': adviseNotToEncrypt,
  'advertised-unreachable': adviseOnAdvertised,
  'other-cluster': adviseOnOtherCluster,
  'other-broker': adviseOnOtherBroker,
  ...certificateAdvice,
  ...loginAdvice,
}

/** What happened, what it means, and what to do: in words that need no knowledge of Kafka's inside. */
export function advise(fault: Fault, place: Place): Advice {
  return advisers[fault.code](fault, place)
}

function adviseOnName(_fault: Fault, place: Place): Advice {
  const { host } = sought(place)
  return {
    advice:
      `The name "${host}" is not known ${hereOf(place)}, so there is no address to connect to. Check its spelling in ` +
      `${wordFor(place)}. If it is right, it is a name of another network: connect to that network (a VPN), give an ` +
      `address that works from ${isBehindSsh(place) ? 'there' : 'here'}, or have the name added to the name service or ` +
      `to /etc/hosts${isBehindSsh(place) ? ' of the SSH host: names are looked up there, not here' : ''}.`,
    ...fromHere(place, ({ host }) => `getent hosts ${host}`),
  }
}

function adviseOnRefusal(_fault: Fault, place: Place): Advice {
  const { host, port } = sought(place)
  const own = isLoopback(host)
    ? ` "${host}" is the machine that ${isBehindSsh(place) ? 'the SSH login leads to' : 'Highwater runs on'};` +
      ' inside a container that is the container itself, not the machine around it.'
    : ''
  const what = place.step === 'ssh' ? 'the SSH server' : 'Kafka'
  return {
    advice:
      `${nameOf(place)} refused the connection: the machine answers, but no program listens at port ${port}. ` +
      `Check that ${what} is running there and that ${port} is its port, as set in ${wordFor(place)}.${own}`,
    ...(isLoopback(host) && isBehindSsh(place)
      ? fromHere(place, ({ port }) => `ss -ltn 'sport = :${port}'`)
      : inShell(place, ({ host, port }) => `ss -ltn 'sport = :${port}'  # on ${host}`)),
  }
}

function adviseOnTimeout(_fault: Fault, place: Place): Advice {
  if (place.step === 'ssh') return adviseOnSlowSshHost(place)
  if (place.step === 'tls') {
    return {
      advice:
        `${nameOf(place)} speaks TLS, but the handshake was not done in time. The broker, or this machine, has too ` +
        'much to do, or the way between them is slow. Check again; if it goes on, look at the log of the broker.',
    }
  }
  return {
    advice:
      `${nameOf(place)} did not answer in time. Most often a firewall or a cloud's security group drops the packets, ` +
      'or the address belongs to a network that cannot be reached from here (a VPN that is off, a private address). ' +
      `Allow connections ${hereOf(place, 'from')} to port ${sought(place).port}, or give an address that can be reached.`,
    ...fromHere(place, ({ host, port }) => `nc -vz -w 3 ${host} ${port}`),
  }
}

function adviseOnSlowSshHost(place: Place): Advice {
  const { port } = sought(place)
  return {
    advice:
      `${nameOf(place)} did not complete the login in time, so its brokers could not be checked. ` +
      'The host is overloaded, far away, or hangs; or a firewall on the way to it drops the packets. Check ' +
      `again; if it goes on, see that host and port (${port}) in ${wordFor(place)} of ${ownFile(place.access.files)} ` +
      'are right, and that the same login works by hand.',
    ...fromHere(place, ({ host, port }) => `nc -vz -w 3 ${host} ${port}`),
  }
}

function adviseOnSilence(_fault: Fault, place: Place): Advice {
  const isFromTheFirst = place.step === 'tls' || place.step === 'versions'
  const silence = isFromTheFirst
    ? 'takes the connection and then says nothing, neither with encryption nor without'
    : 'answers at first and then no more'
  return {
    advice:
      `${nameOf(place)} ${silence}. The broker hangs, is overloaded or only just starting, or something in between ` +
      '(a proxy, a load balancer, an SSH tunnel of your own) accepts connections for a broker that is not there. ' +
      'Look at the log of the broker and at what stands in front of it.',
    ...fromHere(place, ({ address }) => `kcat -L -m 5 -b ${address}`),
  }
}

function adviseOnHangUp({ words }: Fault, place: Place): Advice {
  if (place.step === 'tls' && words) {
    return {
      advice:
        `${nameOf(place)} cannot be talked to: ${words}. Highwater speaks TLS 1.2 and 1.3. Have the broker speak one ` +
        'of them (ssl.enabled.protocols), with a cipher of today (ssl.cipher.suites left to its default).',
    }
  }
  return {
    advice:
      `${nameOf(place)} accepted the connection and closed it again. That is what a proxy does that has no broker, ` +
      'a broker that is stopping, or one that is at its limit of connections (max.connections, ' +
      'max.connections.per.ip). It can also be a port that is not for clients, such as that of a controller. ' +
      'Check again, as it may have been busy for a moment; if it goes on, the log of the broker says why.',
    ...fromHere(place, ({ address }) => `kcat -L -m 5 -b ${address}`),
  }
}

function adviseOnStranger(_fault: Fault, place: Place): Advice {
  return {
    advice:
      `${nameOf(place)} answers, but not as Kafka does: another program has this port. Ports such as 8080, 8081, 8083 ` +
      'and 443 are those of web services around Kafka; brokers mostly listen at 9092, 9093 or 9094. Put the port of ' +
      `the broker into ${wordFor(place)}.`,
    ...fromHere(place, ({ address }) => `curl -v telnet://${address} --max-time 3`),
  }
}

function adviseOnNoWay({ words }: Fault, place: Place): Advice {
  const { files } = place.access
  if (place.step === 'tls') {
    return {
      advice:
        `${words ?? 'What is configured for TLS cannot be used.'} So no encrypted connection could be begun. Check ` +
        `the files of the certificate and of the key, and the password, that ${settingsFile(files)} names.`,
    }
  }
  if (place.step === 'versions' || place.step === 'metadata') {
    return {
      advice: `${nameOf(place)} was reached, and answered: ${words ?? 'with an error.'} Look at the log of the broker.`,
    }
  }
  return {
    advice:
      `There is no way to ${nameOf(place)} ${hereOf(place, 'from')}: the network has no route there, or forbids it. ` +
      `${words ? `${words} ` : ''}Check that the network is up and that the VPN to that network is on.`,
    ...fromHere(place, ({ host, port }) => `nc -vz -w 3 ${host} ${port}`),
  }
}

function adviseToEncrypt(_fault: Fault, { access, target }: Place): Advice {
  const { files } = access
  return {
    advice:
      `The port ${formatAddress(target)} speaks TLS, that is, it takes encrypted connections only, and Highwater is ` +
      `set to connect without. Set "${settingName('protocol', files)}" in ${settingsFile(files)} to use TLS, or use ` +
      'the port of a listener without encryption.',
    fix: protocolLine(true, access.mechanism !== null, files),
  }
}

function adviseNotToEncrypt(_fault: Fault, { access, target }: Place): Advice {
  const { files } = access
  return {
    advice:
      `Highwater is set to encrypt (TLS), but the port ${formatAddress(target)} does not speak TLS: it takes ` +
      `connections without encryption only. Use the port of the broker's encrypted listener, or set ` +
      `"${settingName('protocol', files)}" in ${settingsFile(files)} to connect without TLS` +
      `${access.mechanism ? '; then your password can be read on the way' : ''}.`,
    fix: protocolLine(false, access.mechanism !== null, files),
  }
}

/** Where the address was written down. */
function wordFor({ kind, step, access }: Place): string {
  if (step === 'ssh') return access.files.source === 'variables' ? '"HIGHWATER_SSH"' : '"ssh" (host, port)'
  return kind === 'advertised' ? 'advertised.listeners of the broker' : `"${settingName('bootstrap', access.files)}"`
}
