import type { Address } from '#lib/kafka/failure.ts'
import { KafkaError, kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { saslHandshake } from '#lib/kafka/protocol/sasl-handshake.ts'
import { LoginError } from '#lib/kafka/transport/transport.ts'
import type { Check } from './check.ts'
import { logInOver } from './login.ts'
import { StepFailure, type StepLog } from './step-log.ts'
import { type Wire, WireFailure } from './wire.ts'

export const REFUSED_BEFORE = 'refused before; not tried until it is checked again'
const REFUSED_ELSEWHERE = 'not tried, so that no account gets locked: another broker did not take these credentials'
const UNPROVEN = 'the broker did not prove that it knows the password: it refused it, or is another than is meant'
const NO_LOGIN_HERE = kafkaErrorCode('ILLEGAL_SASL_STATE')

/** Whether it is in, or no login is needed. */
export async function logInto(check: Check, address: Address, wire: Wire, log: StepLog): Promise<boolean> {
  const { sasl } = check.access
  if (!sasl) return true
  const turn = await takeTurn(check)
  if (turn === 'refused-before') log.fail('sasl', new StepFailure({ code: 'auth-failed' }, REFUSED_BEFORE))
  if (turn === 'refused-elsewhere') log.skip('sasl', REFUSED_ELSEWHERE)
  if (turn !== 'in') return false
  let isSent = false
  const done = await log.run('sasl', check.deadlinesMs.sasl, async () => {
    await agreeOnMechanism(wire, check.facts.mechanism ?? '')
    isSent = true
    await logInOver(wire, address, sasl).catch((error) => {
      throw explainRefusal(error)
    })
    return { result: true, detail: describeLogin(check) }
  })
  check.logins.report(done ? 'accepted' : isSent ? 'refused' : 'unsent')
  return done !== null
}

async function takeTurn(check: Check): Promise<'in' | 'refused-before' | 'refused-elsewhere'> {
  if (check.attempted === 'auth-failed') return check.isToldFirst() ? 'refused-before' : 'refused-elsewhere'
  // Whoever is inside may hang for as long as the check lasts.
  const isOpen = await check.inTime(check.leftMs, () => check.logins.enter()).catch(() => false)
  return isOpen ? 'in' : 'refused-elsewhere'
}

async function agreeOnMechanism(wire: Wire, mechanism: string): Promise<void> {
  const { errorCode, mechanisms } = await wire.ask(saslHandshake, mechanism, saslHandshake.versions.max)
  if (mechanisms.includes(mechanism)) return
  if (errorCode === NO_LOGIN_HERE) throw new StepFailure({ code: 'mechanism', mechanisms: [] }, 'takes no login')
  throw new StepFailure(
    { code: 'mechanism', mechanisms },
    `${mechanism} is not offered; offered: ${mechanisms.join(', ')}`,
  )
}

function explainRefusal(error: unknown): unknown {
  if (!(error instanceof LoginError)) return error
  const { requestError } = error
  if (requestError === null) return new StepFailure({ code: 'auth-failed' }, UNPROVEN)
  if (requestError instanceof WireFailure)
    return new StepFailure({ code: 'closed' }, 'closed the connection during the login')
  if (requestError instanceof KafkaError)
    return new StepFailure({ code: 'auth-failed' }, 'the broker refused the login')
  return requestError
}

/** SCRAM-SHA-512 as alice */
function describeLogin({ facts: { mechanism, username } }: Check): string {
  return `${mechanism}${username === null ? '' : ` as ${username}`}`
}
