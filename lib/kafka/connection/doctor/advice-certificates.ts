import { formatAddress } from '#lib/kafka/failure.ts'
import { describeValidity, isInTime } from './certificate.ts'
import type { Advice, Fault, Place } from './fault.ts'
import { fromHere, nameInside, nameOf } from './place.ts'
import { settingLine, settingName, settingsFile } from './settings.ts'

/** On what is wrong with certificates: the papers that say who is at the other end of an encrypted connection. */
export const certificateAdvice = {
  'cert-expired': adviseOnDate,
  'cert-self-signed': adviseOnSelfSigned,
  'cert-unknown-ca': adviseOnAuthority,
  'cert-name': adviseOnName,
  'client-cert-required': adviseOnOwnCertificate,
}

function adviseOnDate({ certificate }: Fault, place: Place): Advice {
  const by = certificate && !certificate.isSelfSigned ? ` is issued by ${certificate.issuer} and` : ''
  const when = certificate ? describeValidity(certificate, place.nowMs) : 'valid at another time only'
  return {
    advice:
      `The certificate of ${nameInside(place)}${by} ${when.startsWith('valid') ? `is ${when}` : when}. ` +
      'A certificate out of its time proves nothing, so nothing was sent. Whoever runs the brokers has to put a new one in place; if it is not expired by your ' +
      "calendar, set this machine's clock right.",
    ...fromHere(
      place,
      ({ address }) => `openssl s_client -connect ${address} </dev/null | openssl x509 -noout -dates -subject`,
    ),
  }
}

function adviseOnSelfSigned({ certificate }: Fault, place: Place): Advice {
  const { files } = place.access
  const print = certificate ? ` Its fingerprint (SHA-256) is ${certificate.fingerprint}.` : ''
  return {
    advice:
      `The certificate of ${nameInside(place)}${certificate ? ` (for ${certificate.subject})` : ''} is signed by ` +
      `itself and not by an authority, so it cannot be distinguished from a forged one.${print} Get that certificate from whoever ` +
      `runs the broker, as a file, and name it in ${settingName('ca', files)} in ${settingsFile(files)}: then it is ` +
      'trusted.',
    fix: settingLine('trust', files, 'broker.pem'),
  }
}

function adviseOnAuthority({ certificate }: Fault, place: Place): Advice {
  const { files } = place.access
  const by = certificate ? `is issued by ${certificate.issuer},` : 'comes from'
  const whom = certificate ? `the certificate of "${certificate.neededAuthority}"` : 'the certificate of its authority'
  return {
    advice:
      `The certificate of ${nameInside(place)} ${by} an authority (CA) that is not trusted here. ` +
      `Needed is ${whom}: get it from whoever runs the cluster, mostly a file called ca.crt or ca.pem, and name it ` +
      `in ${settingName('ca', files)} in ${settingsFile(files)}.`,
    fix: settingLine('trust', files, 'ca.crt'),
  }
}

function adviseOnName({ certificate }: Fault, place: Place): Advice {
  const { files } = place.access
  const names = certificate?.names.length ? certificate.names.join(', ') : 'no name at all'
  const instead =
    place.kind === 'bootstrap'
      ? `Connect by one of those names (${settingName('bootstrap', files)})`
      : 'Have the broker advertise one of those names (advertised.listeners)'
  return {
    advice:
      `The certificate that the broker shows is not for "${place.target.host}": it is for ${names}. So it may be ` +
      `another machine that answers at ${formatAddress(place.target)}, or the certificate lacks a name. ${instead}, ` +
      'or have a new certificate issued with this name. If you know that it is the right machine, the name can be ' +
      `left unchecked (${settingName('checksName', files)}); the authority is still checked.`,
    fix: settingLine('ignoreName', files),
  }
}

function adviseOnOwnCertificate({ acceptedAuthorities = [], ownCertificate }: Fault, place: Place): Advice {
  const { files, hasClientCertificate } = place.access
  if (ownCertificate && !isInTime(ownCertificate, place.nowMs)) {
    const when = describeValidity(ownCertificate, place.nowMs)
    return {
      advice:
        `${nameOf(place)} refused the certificate that Highwater showed, and that is why: your own certificate, for ` +
        `${ownCertificate.subject}, ${when.startsWith('valid') ? `is ${when}` : when}. Get a new one from whoever ` +
        `issued it (${ownCertificate.issuer}), and put it in the place of the file that ${settingName('keystore', files)} ` +
        `or its certificate names in ${settingsFile(files)}; if it is not expired by your calendar, set this machine's ` +
        'clock right.',
    }
  }
  const from = acceptedAuthorities.length > 0 ? ` It accepts those of: ${acceptedAuthorities.join('; ')}.` : ''
  const what = hasClientCertificate
    ? `${nameOf(place)} refused the certificate that Highwater showed: it is expired, or from an authority that the broker does not trust (its ssl.truststore).`
    : `${nameOf(place)} wants to see a certificate of yours (ssl.client.auth=required), and none is configured.`
  return {
    advice:
      `${what}${from} Get a client certificate with its key from whoever runs the cluster and name it in ` +
      `${settingName('keystore', files)} in ${settingsFile(files)}.`,
    fix: settingLine('ownCertificate', files),
  }
}
