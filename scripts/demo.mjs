import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { lifelineArguments, withLifeline } from './lifeline.mjs'
import { whenOrphaned } from './orphaned.mjs'
import { fail, root, toolEnvironment, toolScript } from './run.mjs'

const host = '127.0.0.1'

/** The two ports of the demo, from the environment: PORT (4173) and STAGE_PORT (4174). */
export function demoPorts(env) {
  return { demo: port(env, 'PORT', 4173), stage: port(env, 'STAGE_PORT', 4174) }
}

function port(env, name, otherwise) {
  const value = env[name] ? Number(env[name]) : otherwise
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value
  return fail(`${name} is "${env[name]}", which is not a port; give a number from 1 to 65535.`)
}

/** Ends with one sentence when a port is in use, before the minutes of an install. */
export async function refuseTakenPorts(ports) {
  if (ports.demo === ports.stage)
    fail(`PORT and STAGE_PORT are both ${ports.demo}; the demo and the stage need one each.`)
  await refuseTakenPort(ports.demo, 'PORT', 'demo')
  await refuseTakenPort(ports.stage, 'STAGE_PORT', 'stage')
}

async function refuseTakenPort(number, name, what) {
  const problem = await new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(number, host, () => server.close(() => resolve(undefined)))
  })
  if (!problem) return
  const why = problem.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${problem.code})`
  fail(
    `Port ${number} ${why}, and the ${what} needs it; stop what uses it or choose another: ${name}=${number + 10} npm run demo`,
  )
}

/** Starts the stage and the demo's server as direct children. They end with this process, for any reason. */
export async function runDemo(ports) {
  const env = { ...toolEnvironment(), PORT: String(ports.demo), STAGE_PORT: String(ports.stage) }
  const children = [
    child('The stage', ['--conditions=standby-source', '--import', 'tsx', 'apps/stage/src/main.ts'], env),
    child(
      'The demo’s server',
      [
        toolScript('vite'),
        join('apps', 'demo'),
        '--host',
        host,
        '--port',
        env.PORT,
        '--strictPort',
        '--logLevel',
        'warn',
      ],
      env,
    ),
  ]
  let stopping = false
  const stop = async (code) => {
    if (stopping) return
    stopping = true
    await Promise.all(children.map((one) => one.end()))
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0))
  whenOrphaned(() => void stop(0))
  for (const one of children)
    void one.ended.then((how) => {
      if (!stopping)
        console.error(`\n${one.name} stopped (${how}), so the demo stops too; its message is above.`)
      return stop(1)
    })

  const url = `http://${host}:${ports.demo}/`
  await Promise.all([answers(`http://${host}:${ports.stage}/health`), answers(url)])
  if (!stopping)
    console.log(`\nStandby demo: ${url}   (stage: http://${host}:${ports.stage}/, Ctrl-C stops both)`)
}

function child(name, args, env) {
  const running = spawn(
    process.execPath,
    [...lifelineArguments, ...args],
    withLifeline({ cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }),
  )
  const ended = new Promise((resolve) => {
    running.once('error', (error) => resolve(error.message))
    running.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  return {
    name,
    ended,
    async end() {
      running.kill('SIGTERM')
      const late = setTimeout(() => running.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(late)
    },
  }
}

async function answers(url) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
