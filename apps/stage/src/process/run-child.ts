/** What a child program does, as its main module knows it. */
export interface Running<Command> {
  receive(command: Command): void
  close(): void
}

/**
 * The main module of a child program: starts it with the options it was given, hands on what its parent says, and ends
 * with its parent.
 */
export function runChild<Options, Command extends object, News extends object>(
  start: (options: Options, tell: (news: News) => void) => Promise<Running<Command>>,
): void {
  let stop = (): void => process.exit(0)
  // Nobody is left to serve for. Also while it starts, hence before that.
  process.once('disconnect', () => stop())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop())
  // It may have been gone before anybody listened; without a channel from the start this is `undefined`.
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
