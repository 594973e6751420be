'use client'

import { EmptyState } from '#components/shared/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'

/** Shown only for a bug: errors of Kafka or of the network are shown on the pages themselves. */
export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="content">
      <EmptyState title="This page failed" action={<Button onClick={retry}>Try again</Button>}>
        This is a fault of Highwater, not of your Kafka, and nothing was changed. If it comes back, the browser’s
        console has the details.
      </EmptyState>
    </main>
  )
}
