import { expect, test } from 'vitest'
import { sshCommand } from './ssh.ts'

test.each([
  ['files that ssh finds itself', undefined, 'ssh -p 2222 diver@bastion'],
  ['a key', { key: 'keys/id_reef', knownHosts: [] }, 'ssh -i keys/id_reef -p 2222 diver@bastion'],
  ['a key at home', { key: '~/.ssh/reef key', knownHosts: [] }, "ssh -i ~/'.ssh/reef key' -p 2222 diver@bastion"],
  [
    'known hosts in several files',
    { key: null, knownHosts: ['/etc/hosts of mine', 'more'] },
    `ssh -o 'UserKnownHostsFile="/etc/hosts of mine" more' -p 2222 diver@bastion`,
  ],
])('logs in with %s', (_what, sshFiles, line) => {
  expect(sshCommand({ ssh: 'diver@bastion:2222', sshFiles })).toBe(line)
})
