import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import { earlyAppearance } from '#components/layout/early-appearance.ts'
import { ExposedBanner } from '#components/layout/exposed-banner.tsx'
import { Appearance } from '#components/shared/theme-menu.tsx'
import { DataProvider } from '#lib/client/swr.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Highwater', template: '%s · Highwater' },
  description: 'Topics, messages, consumer groups and their lag in your Kafka.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#10181b' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const request = await headers()
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Browsers hide the nonce from scripts, so React would find it missing. */}
        <script
          nonce={request.get('x-nonce') ?? ''}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, run before the first paint
          dangerouslySetInnerHTML={{ __html: earlyAppearance }}
        />
      </head>
      <body>
        {request.get('x-highwater-exposed') === 'true' && <ExposedBanner />}
        <NuqsAdapter>
          <DataProvider>
            <Appearance />
            {children}
          </DataProvider>
        </NuqsAdapter>
      </body>
    </html>
  )
}
