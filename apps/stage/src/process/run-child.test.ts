import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const runChild = new URL('./run-child.ts', import.meta.url).href
const program = `
  import { runChild } from ${JSON.stringify(runChild)}
  runChild(async () => {
    setInterval(() => {}, 1000)
    return { receive() {}, close() {} }
  })`
it('ends a child at once when its parent is gone before it runs', async () => {
  const args = ['--conditions=standby-source', '--import', 'tsx', '--input-type=module', '-', '{}']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit', 'ipc'] })
  try {
    const exit = once(child, 'exit')
    child.disconnect()
    child.stdin!.end(program)
    expect(await exit).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
  }
})
