import { CopyBox } from '#components/shared/copy-box.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { fileNames, isSecured, needsNewerKcat, OLD_KCAT } from '#lib/commands/client.ts'
import { javaProperties, librdkafkaConfig } from '#lib/commands/client-files.ts'
import { beyondFile } from '#lib/commands/command.ts'
import type { AccessFacts } from '#lib/contract/connection.ts'

interface ClientFilesCardProps {
  access: AccessFacts
  /** As far as known. */
  kafkaVersion: string | null | undefined
}

/** The configuration of other tools for the same cluster, as the commands on all pages refer to it. */
export function ClientFilesCard({ access, kafkaVersion }: ClientFilesCardProps) {
  if (!isSecured(access)) return null
  const { java, librdkafka } = access.files
  const beyond = beyondFile(access)
  return (
    <Card>
      <CardHeader title="Configuration files for other tools" />
      <div className="space-y-4 px-3.5 py-3">
        <p className="text-muted">
          The commands on all pages refer to these files. Fill in the placeholders {'<…>'}: secrets never leave the
          server.
        </p>
        <ClientFile
          known={java}
          name={fileNames.java}
          use="for Kafka’s scripts, with"
          option="--command-config"
          text={javaProperties(access)}
        />
        <ClientFile
          known={librdkafka}
          name={fileNames.librdkafka}
          use="for clients based on librdkafka; kcat reads it with"
          option={beyond.length === 0 ? '-F' : `-F FILE ${beyond.join(' ')}`}
          text={librdkafkaConfig(access)}
        />
        {needsNewerKcat({ ...access, kafkaVersion }) && <p className="text-muted">{OLD_KCAT}.</p>}
      </div>
    </Card>
  )
}

interface ClientFileProps {
  known: string | null
  name: string
  use: string
  option: string
  text: string
}

/** A file that the cluster was configured with exists, and is not generated. */
function ClientFile({ known, name, use, option, text }: ClientFileProps) {
  return (
    <div className="space-y-1.5">
      <h3 className="wrap-anywhere">
        <strong className="font-medium font-mono text-small">{known ?? name}</strong>{' '}
        <span className="text-muted">
          {use} <code className="font-mono text-small">{option}</code>
        </span>
      </h3>
      {known === null ? (
        <CopyBox label={name} text={text} />
      ) : (
        <p className="text-muted">The cluster is configured with this file, and the commands use it as it is.</p>
      )}
    </div>
  )
}
