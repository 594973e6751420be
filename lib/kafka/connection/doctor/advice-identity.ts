import { formatAddress } from '#lib/kafka/failure.ts'
import { goesOn, hostMapLines } from './advice-advertised.ts'
import type { Advice, Fault, Place } from './fault.ts'
import { nameOf } from './place.ts'
import { settingName } from './settings.ts'

/** Records would be read from one cluster and written to the other, so it is not used. */
export function adviseOnOtherCluster(fault: Fault, place: Place): Advice {
  const { ids, reached, isOnlyBroker } = fault
  const { target, kind, access } = place
  const which = ids ? `: its id is ${ids.other}, and that of the cluster that is meant is ${ids.own}` : ''
  const found = `${nameOf(place)} leads to another Kafka cluster${which}. Nothing is read from it or written to it.`
  if (kind === 'advertised') {
    const via = reached ? formatAddress(reached) : 'a configured address'
    return {
      advice:
        `${goesOn(fault)}${found} The cluster was reached at ${via}, and advertises ${formatAddress(target)}; from ` +
        'here that is the port of another Kafka, as happens with a tunnel or a forwarded port whose own number is ' +
        'taken. Map the advertised address to a reachable one in the host map of Highwater, or forward the port that it advertises.',
      fix: hostMapLines(formatAddress(target), isOnlyBroker ? via : 'HOST:PORT', access).join('\n'),
    }
  }
  return {
    advice:
      `${found} Either the cluster was wiped or replaced since Highwater connected to it: then confirm on its pages ` +
      `that the new one is meant, or start Highwater again. Or "${settingName('bootstrap', access.files)}" names ` +
      'addresses of two clusters, or a tunnel leads to the wrong one: then correct the address.',
  }
}

export function adviseOnOtherBroker(_fault: Fault, place: Place): Advice {
  return {
    advice:
      `${nameOf(place)} leads to another broker of the same cluster than the one that advertises this address, so ` +
      'nothing is sent to it. Check which port is forwarded for which broker, and the entries of the host map.',
    fix: hostMapLines(formatAddress(place.target), 'HOST:PORT', place.access).join('\n'),
  }
}
