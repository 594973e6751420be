import { assertRoutesAreWrapped } from './bin/check-routes.mjs'

/**
 * @param {string} phase
 * @returns {import('next').NextConfig}
 */
export default function nextConfig(phase) {
  if (phase === 'phase-production-build') assertRoutesAreWrapped(import.meta.dirname)
  return {
    agentRules: false,
    devIndicators: false,
    images: { unoptimized: true },
    poweredByHeader: false,
    serverExternalPackages: ['kafkajs', 'pino', 'ssh2'],
    turbopack: { root: import.meta.dirname },
    // `npm run check` type-checks; doing it again in every build would only make the first start slower.
    typescript: { ignoreBuildErrors: true },
  }
}
