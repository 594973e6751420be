'use client'

import { useState } from 'react'
import { ExportMenu } from './export-menu.tsx'
import { LiveControls } from './live-controls.tsx'
import { SoughtContext } from './marked-text.tsx'
import { MessageCommands } from './message-commands.tsx'
import { MessagesControls } from './messages-controls.tsx'
import { MessagesFound } from './messages-found.tsx'
import { ScanProgress } from './scan-progress.tsx'
import { useMessagesPage } from './use-messages-page.ts'
import { ColumnChooser, TimeMenu } from './view-menu.tsx'

/** The records of a topic. Query and view are in the URL. */
export function MessagesView({ cluster, topic }: { cluster: string; topic: string }) {
  const page = useMessagesPage(cluster, topic)
  const { query, apiQuery, problem, scan, view, isLive, isReading } = page
  const [isFolded, setFolded] = useState(true)
  return (
    <div data-fill className="flex min-h-0 flex-1 flex-col">
      <MessagesControls
        query={query}
        problem={problem}
        isReading={isReading}
        rows={view.sample}
        isFolded={isFolded}
        onFold={setFolded}
        onAsk={page.ask}
        onStop={scan.stop}
        live={isLive ? { isPaused: view.isPaused, onPause: view.hold, onResume: view.release } : null}
      />
      {apiQuery && !(problem && scan.rows.length === 0) && (
        <ScanProgress scan={scan} query={query} isFolded={isFolded} onGoOn={page.goOn} onAsk={page.ask}>
          <ColumnChooser
            ids={page.columnIds}
            areChosen={page.areColumnsChosen}
            rows={view.sample}
            onChange={page.setColumns}
          />
          <TimeMenu />
          <ExportMenu cluster={cluster} topic={topic} query={apiQuery} columns={page.columns.map(({ id }) => id)} />
        </ScanProgress>
      )}
      {problem && view.rows.length > 0 && (
        <p role="status" className="mb-2.5 text-muted">
          Still showing the messages of the previous query.
        </p>
      )}
      {isLive && apiQuery && (
        <LiveControls
          isFollowing={isReading}
          waiting={view.waiting}
          missed={view.missed}
          dropped={scan.progress.dropped}
          skipped={scan.skipped}
          onResume={view.release}
        />
      )}
      <SoughtContext value={page.sought}>
        <MessagesFound page={page} />
      </SoughtContext>
      {apiQuery && <MessageCommands cluster={cluster} topic={topic} query={query} apiQuery={apiQuery} />}
    </div>
  )
}
