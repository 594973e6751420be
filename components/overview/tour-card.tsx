'use client'

import { Check, X } from 'lucide-react'
import { useOpenProduce } from '#components/shared/open-produce.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { useSettings } from '#lib/client/settings.ts'
import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { SENDING_TOPIC, tourSteps } from './tour-steps.ts'

const stepLook = 'text-left font-medium text-accent hover:underline'

/** What there is to try on the embedded cluster, until it is dismissed. */
export function TourCard({ cluster }: { cluster: string }) {
  const [{ tourDone, isTourDismissed }, change] = useSettings()
  const openProduce = useOpenProduce()
  if (cluster !== EMBEDDED_CLUSTER || isTourDismissed) return null
  const finish = (id: string) => change({ tourDone: [...new Set([...tourDone, id])] })
  return (
    <Card className="mb-5">
      <header className="flex items-center justify-between gap-3 px-3.5 pt-2">
        <h2 className="font-semibold">Five things to try on this cluster</h2>
        <IconButton label="Dismiss" onClick={() => change({ isTourDismissed: true })}>
          <X className="size-4" aria-hidden />
        </IconButton>
      </header>
      <ol className="grid gap-x-5 gap-y-3 px-3.5 pt-1 pb-3.5 sm:grid-cols-2 xl:grid-cols-5">
        {tourSteps.map(({ id, label, text, path }, index) => (
          <li key={id} className="flex gap-2">
            <span className="w-4 shrink-0 text-muted tabular-nums">
              {tourDone.includes(id) ? (
                <Check className="mt-0.5 size-3.5 text-ok" role="img" aria-label="Done" />
              ) : (
                `${index + 1}.`
              )}
            </span>
            <div className="min-w-0">
              {path === null ? (
                <button
                  type="button"
                  className={stepLook}
                  onClick={() => {
                    finish(id)
                    openProduce({ topic: SENDING_TOPIC })
                  }}
                >
                  {label}
                </button>
              ) : (
                <Link href={path} className={stepLook} onClick={() => finish(id)}>
                  {label}
                </Link>
              )}
              <p className="text-muted text-small">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
