import type { ReactNode } from 'react'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { AccessFacts } from '#lib/contract/connection.ts'

/** How this server connects to the cluster, without secrets. */
export function AccessCard({ access }: { access: AccessFacts }) {
  const { bootstrap, protocol, mechanism, username, hasClientCertificate, ssh, hostMap, files } = access
  const known = [files.java, files.librdkafka].filter((file) => file !== null)
  return (
    <Card>
      <CardHeader title="Configuration" />
      <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 gap-y-2 px-3.5 py-3">
        <Row name="Bootstrap servers" hint="bootstrap.servers">
          {bootstrap.length === 0 ? 'none' : bootstrap.map((address) => <Line key={address}>{address}</Line>)}
        </Row>
        <Row name="Encryption" hint={`security.protocol=${protocol}`}>
          {describeTls(access)}
        </Row>
        <Row name="Authentication" hint="sasl.mechanism">
          {mechanism === null ? 'none' : `${mechanism}${username === null ? '' : ` as ${username}`}`}
        </Row>
        {hasClientCertificate && <Row name="Client certificate">configured</Row>}
        {ssh !== null && (
          <Row name="SSH" hint="All connections go through this host">
            through {ssh}
          </Row>
        )}
        {hostMap.length > 0 && (
          <Row
            name="Host map"
            hint="The first address is advertised by the cluster, the second is the one that Highwater connects to"
          >
            {hostMap.map(({ from, to }) => (
              <Line key={from}>{`${from} → ${to}`}</Line>
            ))}
          </Row>
        )}
        {known.length > 0 && (
          <Row name="Source">
            {known.map((file) => (
              <Line key={file}>{file}</Line>
            ))}
          </Row>
        )}
      </dl>
    </Card>
  )
}

function Row({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted" title={hint}>
        {name}
      </dt>
      <dd className="wrap-anywhere min-w-0">{children}</dd>
    </>
  )
}

function Line({ children }: { children: string }) {
  return <span className="block">{children}</span>
}

function describeTls({ protocol, checksChain, checksName }: AccessFacts): string {
  if (protocol === 'PLAINTEXT' || protocol === 'SASL_PLAINTEXT') return `none (${protocol})`
  if (!checksChain) return 'TLS; certificates are not verified, so a man in the middle could impersonate a broker'
  return checksName
    ? 'TLS; certificates and host names are verified'
    : 'TLS; certificates are verified, host names are not'
}
