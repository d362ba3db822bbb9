import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './run.mjs'

const orphaned = pathToFileURL(join(root, 'scripts/orphaned.mjs')).href
const script = `
  import { whenOrphaned } from ${JSON.stringify(orphaned)}
  whenOrphaned(() => { console.log('alone'); process.exit(0) })
  console.log('here')
  setInterval(() => {}, 1000)`

/** Starts the script as npm does: with a shell in between that outlives npm (here: another shell). */
function start(env: Record<string, string | undefined>) {
  const inner = `'${process.execPath}' --input-type=module --eval "$SCRIPT"; true`
  return spawn('sh', ['-c', `sh -c "$INNER"; true`], {
    env: { ...process.env, ...env, INNER: inner, SCRIPT: script },
  })
}

it('detects that npm is gone while the shell in between is still alive', async () => {
  const npm = start({ npm_lifecycle_event: 'demo' })
  let output = ''
  npm.stdout.on('data', (chunk) => (output += chunk))
  await expect.poll(() => output).toBe('here\n')
  npm.kill('SIGKILL')
  await expect.poll(() => output).toBe('here\nalone\n')
})
