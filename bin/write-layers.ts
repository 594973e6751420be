import { writeFileSync } from 'node:fs'
import { withLayers } from './layers.ts'

const { wanted, isUpToDate } = withLayers()
if (!isUpToDate) writeFileSync('biome.json', JSON.stringify(wanted, null, 2))
