const PACKAGE = 'org.apache.kafka.common.security'

/** The login module class, which Java needs beside the SASL mechanism. */
export function javaLoginModule(mechanism: string): string {
  if (mechanism === 'OAUTHBEARER') return `${PACKAGE}.oauthbearer.OAuthBearerLoginModule`
  return mechanism === 'PLAIN' ? `${PACKAGE}.plain.PlainLoginModule` : `${PACKAGE}.scram.ScramLoginModule`
}
