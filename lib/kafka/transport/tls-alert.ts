/** A port that speaks TLS answered a client that does not. */
export class TlsAlert extends Error {}
