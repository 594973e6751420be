/** A port that speaks TLS answered a client that does not. */
export class TlsAlert extends Error {}

const ALERT_RECORD = 0x15
const TLS_MAJOR_VERSION = 0x03

/** How a port with TLS answers a client that does not use it: with an alert record. */
export function beginsTlsAlert(data: Buffer): boolean {
  return data[0] === ALERT_RECORD && data[1] === TLS_MAJOR_VERSION
}
