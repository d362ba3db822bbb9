import { spawnSync } from 'node:child_process'

const commands = ['redis-server', 'valkey-server']

/** The Redis that tests start: `REDIS_SERVER`, else one on the PATH, else `undefined`. */
export function findRedis(env = process.env) {
  const candidates = env.REDIS_SERVER ? [env.REDIS_SERVER] : commands
  return candidates.find(
    (command) => spawnSync(command, ['--version'], { stdio: 'ignore', env }).status === 0,
  )
}

export const missingRedis =
  'There is no Redis to test with: install redis-server or valkey-server (apt-get install redis-server, brew install redis), or set REDIS_SERVER to one, and run this again.'
