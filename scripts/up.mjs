// `npm run demo`, `npm test` and `npm run storybook` on a bare machine with only Node, npm and git.
// Imports only Node's own modules: it runs before anything is installed.
import { fail, run, runToTheEnd } from './run.mjs'

const minimum = [20, 19]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < minimum[0] || (major === minimum[0] && minor < minimum[1]))
  fail(
    `Standby needs Node ${minimum.join('.')} or newer, and this is ${process.versions.node}; get one from https://nodejs.org.`,
  )

const [command, ...given] = process.argv.slice(2)
// `--all` also plays every real-time variant: about 20 minutes on an idle machine.
const args = given.filter((argument) => argument !== '--all')
if (args.length < given.length) process.env.REAL_TIME = 'all'
const commands = { demo, test, storybook }
if (!Object.hasOwn(commands, command)) fail(`Say what to start: ${Object.keys(commands).join(', ')}.`)
await commands[command]()

async function demo() {
  const { demoPorts, refuseTakenPorts, runDemo } = await import('./demo.mjs')
  const ports = demoPorts(process.env)
  await refuseTakenPorts(ports)
  await install()
  await needFfmpeg()
  await runDemo(ports)
}

async function test() {
  // The run always ends with a tally. After this point the test runner prints it.
  const closeWithTally = () => console.log('0 passed, 1 failed')
  process.once('exit', closeWithTally)
  await install()
  await needFfmpeg()
  const { installBrowser, installRedis } = await import('./install.mjs')
  installBrowser()
  installRedis()
  // With arguments, run only the chosen tests, without the checks.
  if (args.length === 0) {
    step('Checking format, lint and types')
    must('Some files are not formatted; run `npx oxfmt`', 'oxfmt', '--check', '.')
    must('The linter found errors; see above', 'oxlint', '--deny-warnings')
    must('The type check failed; see above', 'tsc', '-b', '--force')
  }
  step('Running the tests')
  process.off('exit', closeWithTally)
  const { runTests } = await import('./testing/run-tests.mjs')
  process.exitCode = await runTests(args)
}

async function storybook() {
  await install()
  process.exitCode = await runToTheEnd([
    'storybook',
    'dev',
    '--port',
    process.env.PORT ?? '6006',
    '--host',
    '127.0.0.1',
    '--no-open',
    '--ci',
    ...args,
  ])
}

async function install() {
  const { installPackages } = await import('./install.mjs')
  step('Installing the packages')
  installPackages()
}

async function needFfmpeg() {
  const { missingFfmpeg } = await import('./install.mjs')
  const sentence = missingFfmpeg()
  if (sentence) fail(sentence)
}

function must(problem, ...tool) {
  if (run(tool) !== 0) fail(`${problem} (${tool.join(' ')}).`)
}

function step(what) {
  console.log(`\n› ${what}`)
}
