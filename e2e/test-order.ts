import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that share a cluster run in the same order each time. By default the order goes by how long each took last
 * time, so that each run would find another cluster; for unit tests, which share nothing, that is right.
 */
export class InOrderOfPath extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isUnit = ({ project }: TestSpecification) => project.name === 'unit'
    const others = files.filter((file) => !isUnit(file)).toSorted((a, b) => a.moduleId.localeCompare(b.moduleId))
    return [...(await super.sort(files.filter(isUnit))), ...others]
  }
}
