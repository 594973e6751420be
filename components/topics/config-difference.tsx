import { TimeCell } from '#components/shared/cells.tsx'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { type ConfigEdit, describeConfigEdit, describeConfigValue } from './edited-config.ts'

interface ConfigDifferenceProps {
  config: ConfigItem
  asOf: string | null
  edit: ConfigEdit
  value: string | null
}

/** The current and the new value of a config. */
export function ConfigDifference({ config, asOf, edit, value }: ConfigDifferenceProps) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-control border border-line bg-sunken px-3 py-2 text-small">
      <dt className="text-muted">Current</dt>
      <dd className="wrap-anywhere font-mono">
        {describeConfigValue(config, config.value)}
        {asOf && (
          <span className="pl-2 font-sans text-faint">
            as of <TimeCell value={asOf} />
          </span>
        )}
      </dd>
      <dt className="text-muted">New</dt>
      <dd className="wrap-anywhere font-mono font-semibold">{describeConfigEdit(config, edit, value)}</dd>
      {edit.kind === 'set' && (
        <>
          <dt className="text-muted">Default</dt>
          <dd className="wrap-anywhere font-mono">
            {config.default === null ? 'the default of the brokers' : describeConfigValue(config, config.default)}
          </dd>
        </>
      )}
    </dl>
  )
}
