import { type Outcomes, succeeded, useEach } from './use-each.ts'

/**
 * Something that is done to several items in two steps: what would become of each is planned first, and then done to
 * those that would change; what failed can be tried again.
 */
export function usePlanned<Plan, Result>(items: readonly string[], wouldChange: (plan: Plan) => boolean) {
  const plans = useEach<Plan>()
  const results = useEach<Result>()
  const done = succeeded(results.outcomes)
  const effective = [...succeeded(plans.outcomes)].filter(([, plan]) => wouldChange(plan)).map(([item]) => item)
  return {
    plans: plans.outcomes,
    results: results.outcomes,
    done,
    isPlanned: plans.outcomes.size === items.length,
    isRunning: plans.isRunning || results.isRunning,
    /** What is still to be done. */
    left: effective.filter((item) => !done.has(item)),
    plan: (work: (item: string) => Promise<Plan>): Promise<Outcomes<Plan>> => plans.run(items, work),
    apply: (work: (item: string) => Promise<Result>): Promise<Outcomes<Result>> =>
      results.run(
        effective.filter((item) => !done.has(item)),
        work,
      ),
    stop: () => {
      plans.stop()
      results.stop()
    },
    /** Something else is meant now. */
    forget: () => {
      plans.forget()
      results.forget()
    },
  }
}
