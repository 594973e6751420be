import { AppError } from '#lib/contract/errors.ts'

/** What comes of some work, or instead of it `late()` where it takes longer than that; the work itself goes on. */
export async function within<Result, Late>(
  ms: number,
  work: Promise<Result>,
  late: () => Late,
): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  try {
    return await Promise.race([work, patience.then(late)])
  } finally {
    clearTimeout(timer)
  }
}

/** A read is answered from memory, so that one which takes longer than this is not going to be. */
const READ_DEADLINE_MS = 5_000

/** Fails where what watches the cluster does not answer, instead of keeping the reader waiting. */
export function inTime<Result>(reading: Promise<Result>): Promise<Result> {
  return within(READ_DEADLINE_MS, reading, () => {
    throw new AppError('timeout', 'The worker for this cluster did not respond in time.')
  })
}
