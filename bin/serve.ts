import { gateServers } from '#lib/server/gate/gate.ts'

// `next start` with our gate in front of it; the arguments are those of Next's own command.
gateServers()
await import('next/dist/bin/next')
