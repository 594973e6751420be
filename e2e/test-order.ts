import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The same in every run. By default it goes by how long each file took last time, so that each run finds another cluster. */
export class InOrderOfPath extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId))
  }
}
