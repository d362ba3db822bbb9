/** A running child program. */
export interface Running<Command> {
  receive(command: Command): void
  close(): void
}

/**
 * Runs a child program: starts it with the options from its first argument, passes on its parent's commands, and ends it
 * together with its parent.
 */
export function runChild<Options, Command extends object, News extends object>(
  start: (options: Options, tell: (news: News) => void) => Promise<Running<Command>>,
): void {
  let stop = (): void => process.exit(0)
  // Ends without a parent, also during the start: so it is attached before the start.
  process.once('disconnect', () => stop())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop())
  // The parent may be gone before this line. `connected` is `undefined` in a process without a channel.
  if ((process.connected as boolean | undefined) === false) process.exit(0)
  const options = JSON.parse(process.argv[2] ?? '{}') as Options
  const tell = (news: News): void => {
    if (process.connected) process.send?.(news)
    else console.log(JSON.stringify(news))
  }
  start(options, tell)
    .then((running) => {
      stop = () => {
        running.close()
        process.exit(0)
      }
      process.on('message', (command: Command) => running.receive(command))
    })
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      process.exit(1)
    })
}
