import { Environment } from '@marcbachmann/cel-js'

export const MAX_NODES = 512
export const MAX_DEPTH = 32
const MAX_ITEMS = 256
const MAX_ARGUMENTS = 8

export const celVariables = ['key', 'value', 'headers', 'partition', 'offset', 'timestamp']

type Numeric = number | bigint

const arithmetic: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
}

const exactly: Record<string, (left: bigint, right: bigint) => bigint> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '%': (left, right) => left % right,
}

/**
 * What CEL may name and do here. A number in JSON is a double, as CEL has it, or an int where it is a whole one beyond 2^53;
 * so that nobody has to care, the two can be calculated with each other.
 */
export const celEnvironment = makeEnvironment()

/** By whether they are written behind a value, as in value.contains("x"), or around it, as in size(value). */
export const { functions, methods } = namesOfFunctions()

function namesOfFunctions() {
  const defined = celEnvironment.getDefinitions().functions
  const named = (isMethod: boolean) =>
    new Set(defined.filter(({ receiverType }) => (receiverType !== null) === isMethod).map(({ name }) => name))
  return { functions: named(false), methods: named(true) }
}

function makeEnvironment(): Environment {
  const environment = new Environment({
    homogeneousAggregateLiterals: false,
    limits: {
      maxAstNodes: MAX_NODES,
      maxDepth: MAX_DEPTH,
      maxListElements: MAX_ITEMS,
      maxMapEntries: MAX_ITEMS,
      maxCallArguments: MAX_ARGUMENTS,
    },
  })
    .registerVariable('key', 'dyn')
    .registerVariable('value', 'dyn')
    .registerVariable('headers', 'map<string, list<dyn>>')
    .registerVariable('partition', 'int')
    .registerVariable('offset', 'int')
    .registerVariable('timestamp', 'google.protobuf.Timestamp')
  for (const operator of Object.keys(arithmetic)) {
    const calculate = (left: Numeric, right: Numeric) => calculateMixed(operator, left, right)
    environment.registerOperator(`int ${operator} double`, calculate)
    environment.registerOperator(`double ${operator} int`, calculate)
  }
  return environment.registerOperator('double % double', (left: number, right: number) => left % right)
}

/** Whole numbers that a double would round stay whole. */
function calculateMixed(operator: string, left: Numeric, right: Numeric): Numeric {
  if ((isRounded(left) || isRounded(right)) && isWhole(left) && isWhole(right) && BigInt(right) !== 0n) {
    const exact = exactly[operator]?.(BigInt(left), BigInt(right))
    if (exact !== undefined) return exact
  }
  return arithmetic[operator]?.(Number(left), Number(right)) ?? Number.NaN
}

function isRounded(value: Numeric): boolean {
  return typeof value === 'bigint' && !Number.isSafeInteger(Number(value))
}

function isWhole(value: Numeric): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value)
}
