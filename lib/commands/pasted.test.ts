import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import type { NewRecord } from '#lib/contract/produce.ts'
import type { Command } from './command.ts'
import { deleteGroupCommand, describeGroupCommand, resetOffsetsCommand } from './groups.ts'
import { kafkajsMessages } from './message-kafkajs.ts'
import { pythonMessages } from './message-python.ts'
import type { MessageQuery } from './message-query.ts'
import { consoleConsumerMessages, kcatMessages } from './message-shell.ts'
import { produceCommand, produceTools } from './produce.ts'
import { CANARY, pasteIntoBash } from './testing/bash-terminal.ts'
import { plainClient } from './testing/client.ts'
import { changeConfigCommand, deleteTopicsCommand, describeTopicCommand } from './topics.ts'
import { escapePrograms } from './words.ts'

// What is copied from a page is pasted into a terminal: it must be all that is seen, and run nothing else.

const client = plainClient(['a:1'])
const all: Omit<MessageQuery, 'topic'> = { from: 'oldest', keyFormat: 'auto', valueFormat: 'auto' }

/** What others may call their groups, clients, topics and headers, and write into records. */
const attacks = [
  `\x03touch ${CANARY}\r`,
  `\x15touch ${CANARY}\r\x1b`,
  `\x1b[201~\ntouch ${CANARY}\n`,
  `'; touch ${CANARY}; '`,
  `$(touch ${CANARY})`,
  `\`touch ${CANARY}\``,
  `\\'; touch ${CANARY} #`,
  `\tEND\nEND\ntouch ${CANARY}\n`,
  `\u009b0n\x9f!!:!$`,
  'lag\u202e!\u2066gal\u2069\u200b\u{e0041}',
  '=ls ~ # !x',
  'tail  ',
  'π\u00a0\u2028\u3164',
]
const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc
    .array(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'binary', maxLength: 6 })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.join('')),
)
/** Neither a shell nor Kafka can take these. */
const word = hostile.filter((text) => !text.includes('\0') && text.isWellFormed() && text.length > 0)

const string = (data: string) => ({ format: 'string', data }) as const

function everyCommand(text: string): Command[] {
  const query = { ...all, topic: text, contains: text, key: text, header: `${text}=${text}` }
  const filter = `value.a == ${JSON.stringify(text)} || key.startsWith(${JSON.stringify(text)})`
  const record: NewRecord = { key: string(text), value: string(text), headers: [{ name: text, value: string(text) }] }
  const request = { records: [record, { ...record, value: string('v') }] }
  return [
    describeGroupCommand(client, { id: text, type: 'share' }),
    resetOffsetsCommand(client, { group: text, to: { type: 'group', group: text } }, '--dry-run'),
    resetOffsetsCommand(
      client,
      { group: text, to: { type: 'rows', rows: [{ topic: text, partition: 0, offset: null }] } },
      '--dry-run',
    ),
    changeConfigCommand(client, text, { name: text, value: text }),
    describeTopicCommand(client, text),
    deleteTopicsCommand(client, [text]),
    ...[kcatMessages, consoleConsumerMessages, pythonMessages, kafkajsMessages].flatMap((write) => [
      write(client, query),
      write(client, { ...query, filter }),
    ]),
    ...produceTools.map((tool) => produceCommand(tool, client, text, request)),
  ]
}

test('every character of every command can be seen', () => {
  fc.assert(
    fc.property(word, (text) => {
      for (const command of everyCommand(text)) {
        expect(command.text).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u)
      }
    }),
    { numRuns: propertyRuns(100) },
  )
})

test.runIf(process.platform === 'linux')(
  'pasted into bash, tools get the names as they are, and nothing else runs',
  async () => {
    await fc.assert(
      // Each run starts a terminal, so it has many names.
      fc.asyncProperty(fc.array(word, { minLength: attacks.length, maxLength: attacks.length }), async (names) => {
        const texts = [...attacks, ...names]
        const commands = texts.flatMap((text) => [
          deleteGroupCommand(client, { id: text, type: 'classic' }),
          kcatMessages(client, { ...all, topic: text }),
          produceCommand('kcat', client, 'orders', { records: [{ key: string(text), value: string(text) }] }),
        ])
        const { calls, isCanaryDead } = await pasteIntoBash(commands.map((command) => command.text))
        expect(isCanaryDead).toBe(false)
        expect(calls.map(({ tool, args, input }) => [tool, ...args, input])).toEqual(
          texts.flatMap((text) => [
            ['kafka-consumer-groups.sh', '--bootstrap-server', 'a:1', '--delete', '--group', text, ''],
            expect.arrayContaining(['kcat', '-t', text]),
            expect.arrayContaining(['kcat', '-k', text, text]),
          ]),
        )
      }),
      { numRuns: propertyRuns(1) },
    )
  },
)

test.runIf(process.platform === 'linux')('pasted into bash, a program is read as it stands', async () => {
  const [attack = ''] = attacks
  const texts = [attacks.join(''), attack]
  const commands = texts.flatMap((text) => [
    pythonMessages(client, { ...all, topic: text, contains: text, filter: `value.a == ${JSON.stringify(text)}` }),
    kafkajsMessages(client, { ...all, topic: text, contains: text, filter: `value.a == ${JSON.stringify(text)}` }),
    produceCommand('python', client, text, { records: [{ value: string(text) }] }),
    produceCommand('kafkajs', client, text, { records: [{ value: string(text) }] }),
  ])
  const { calls, isCanaryDead } = await pasteIntoBash(commands.map((command) => command.text))
  expect(isCanaryDead).toBe(false)
  expect(calls.map(({ tool, input }) => [tool, input])).toEqual(
    commands.map(({ text }) => [
      text.includes('python3 -') ? 'python3' : 'node',
      text.slice(text.indexOf("<<'END'\n") + 8, -'END'.length),
    ]),
  )
})

test('the strings of a program are the same with their escapes', () => {
  fc.assert(
    fc.property(word, (text) => {
      expect(new Function(`return ${escapePrograms.javascript(JSON.stringify(text))}`)()).toBe(text)
    }),
    { numRuns: propertyRuns(100) },
  )
  const literals = attacks.map((text) => escapePrograms.python(JSON.stringify(text)))
  const program = `import json\nprint(json.dumps([${literals.join(', ')}]))`
  expect(JSON.parse(execFileSync('python3', ['-'], { input: program, encoding: 'utf8' }))).toEqual(attacks)
})
