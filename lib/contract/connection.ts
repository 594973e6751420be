import { z } from 'zod'
import { flag, timeSchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'

/** How a connection can fail, as classified by the doctor. */
export const connectionCodes = [
  'dns-not-found',
  'refused',
  'timeout',
  'frozen',
  'closed',
  'not-kafka',
  'unreachable',
  'tls-expected',
  'plaintext-expected',
  'auth-failed',
  'mechanism',
  'cert-expired',
  'cert-self-signed',
  'cert-unknown-ca',
  'cert-name',
  'client-cert-required',
  'advertised-unreachable',
  'other-cluster',
  'other-broker',
  'ssh-auth',
  'ssh-host-key',
] as const
export type ConnectionCode = (typeof connectionCodes)[number]

export const clientFilesSchema = z.object({
  java: z.string().nullable().describe("The properties file with Java's names that this cluster was configured with"),
  librdkafka: z.string().nullable().describe("The same with librdkafka's names, as kcat -F reads it"),
  source: z
    .enum(['file', 'variables'])
    .optional()
    .describe('Where the cluster itself was named: in highwater.yaml, or by variables and options of the start'),
  mechanismAt: z.string().optional().describe('The line of such a file that says how to log in'),
})
export type ClientFiles = z.infer<typeof clientFilesSchema>

/** For a cluster that is not configured by a client's own file. */
export const NO_FILES: ClientFiles = { java: null, librdkafka: null }

const sshFilesSchema = z.object({
  key: z.string().nullable().describe('null: none is named, so ssh finds its own'),
  knownHosts: z.array(z.string()).describe('Empty: none are named, so those of ssh'),
})
export type SshFiles = z.infer<typeof sshFilesSchema>

export const accessFactsSchema = z
  .object({
    bootstrap: z.array(z.string()),
    protocol: z.enum(['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']),
    mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER']).nullable(),
    username: z.string().nullable(),
    hasClientCertificate: z.boolean(),
    checksChain: z.boolean().describe('Whether the certificates of the brokers must be signed by a trusted authority'),
    checksName: z.boolean().describe('Whether they must be for the name that is dialled'),
    ssh: z.string().nullable().describe('user@host:port that everything goes through'),
    sshFiles: sshFilesSchema.optional().describe('The files that the configuration names for this login'),
    hostMap: z.array(z.object({ from: z.string(), to: z.string() })),
    files: clientFilesSchema,
  })
  .describe('How this server reaches the cluster, without any secret')
export type AccessFacts = z.infer<typeof accessFactsSchema>

export const connectionStepNames = ['dns', 'ssh', 'tcp', 'tls', 'sasl', 'versions', 'metadata'] as const
export type ConnectionStepName = (typeof connectionStepNames)[number]

export const connectionStepSchema = z.object({
  target: z.string().describe('The address that was tried'),
  about: z.string().optional().describe('Whom the step was about, where it is not the target: the SSH host'),
  kind: z.enum(['bootstrap', 'advertised']).describe('A bootstrap server, or an address that the cluster advertises'),
  brokerId: z.int().nullable().describe('Known of advertised addresses'),
  step: z.enum(connectionStepNames),
  status: z.enum(['ok', 'failed', 'skipped', 'slow']),
  ms: z.number().nonnegative().nullable().describe('null: not tried'),
  detail: z.string().describe('What was found'),
  code: z.enum(connectionCodes).optional(),
  advice: z.string().optional().describe('What to do about it'),
  fix: z.string().optional().describe('The line to write or to run, where there is one'),
})
export type ConnectionStep = z.infer<typeof connectionStepSchema>

export const connectionCheckSchema = z.object({
  steps: z.array(connectionStepSchema),
  ok: z.boolean().describe('Every broker was reached the way it will be used'),
  checkedAt: timeSchema,
  access: accessFactsSchema,
})
export type ConnectionCheck = z.infer<typeof connectionCheckSchema>

const params = z.strictObject({ c: z.string() })

export const getConnection = defineRoute({
  method: 'GET',
  path: '/clusters/:c/connection',
  summary: 'The latest connection check; run where there is no recent one',
  params,
  query: z.strictObject({}),
  reply: json(connectionCheckSchema),
})

export const checkConnection = defineRoute({
  method: 'POST',
  path: '/clusters/:c/connection/check',
  summary: 'Runs the connection check now, and reconnects to the cluster',
  params,
  query: z.strictObject({
    acceptsCluster: flag
      .default(false)
      .describe('Confirms that a cluster with another id, which has taken the place of the one before, is meant'),
  }),
  reply: json(connectionCheckSchema),
})
