const PACKAGE = 'org.apache.kafka.common.security'

/** The class that does the login, which Java wants to be told beside the SASL mechanism. */
export function javaLoginModule(mechanism: string): string {
  if (mechanism === 'OAUTHBEARER') return `${PACKAGE}.oauthbearer.OAuthBearerLoginModule`
  return mechanism === 'PLAIN' ? `${PACKAGE}.plain.PlainLoginModule` : `${PACKAGE}.scram.ScramLoginModule`
}
