import { parseTrustedProxies } from '#lib/server/gate/client-address.ts'
import { gateServers } from '#lib/server/gate/gate.ts'
import { redirectOutput } from '#lib/server/log-file/output.ts'

// `next start` with our gate in front of it, and a log that cannot hang it; the arguments are those of Next's command.
const { HIGHWATER_LOG_FILE: logFile, HIGHWATER_TRUSTED_PROXIES: trustedProxies } = process.env
if (logFile) redirectOutput(logFile)
gateServers(parseTrustedProxies(trustedProxies))
await import('next/dist/bin/next')
