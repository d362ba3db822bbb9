import {
  noRoute,
  readJson,
  routeOf,
  send,
  sendEventLog,
  wholeNumber,
  type ControlRequest,
} from '../control/api.ts'
import { maxSimulatedViewers } from '../gateway/applications-api.ts'
import { StageError } from '../control/stage-error.ts'
import type { PixelStreamOptions } from './pixel-stream-options.ts'
import type { StagePixelStream } from './pixel-stream.ts'
import type { PixelStreamingFaultName } from './pixel-streaming-faults.ts'
import type { PixelStreams } from './pixel-streams.ts'

/** The part of the pixel streams that the control interface can use. */
export type ControlledPixelStreams = Omit<PixelStreams, 'close'>

/** Answers one request below `/pixel-streams` with JSON, or throws a `StageError`. */
export async function servePixelStreams(
  streams: ControlledPixelStreams,
  control: ControlRequest,
): Promise<void> {
  const { path, request, response } = control
  const [, id, , name] = path
  const stream = (): StagePixelStream => {
    const found = id === undefined ? undefined : streams.pixelStream(id)
    if (found) return found
    throw new StageError(404, `There is no pixel stream "${id ?? ''}".`, {
      pixelStreams: streams.pixelStreams().map((each) => each.id),
    })
  }
  // `inject` and `lift` refuse an unknown name and list the known ones.
  const fault = name as PixelStreamingFaultName
  switch (routeOf(control)) {
    case 'GET pixel-streams':
      return send(response, 200, streams.pixelStreams().map(describe))
    case 'POST pixel-streams':
      return send(
        response,
        201,
        describe(await streams.createPixelStream((await readJson(request)) as PixelStreamOptions)),
      )
    case 'GET pixel-streams/*':
      return send(response, 200, describe(stream()))
    case 'DELETE pixel-streams/*':
      await stream().close()
      return send(response, 200, { id })
    case 'GET pixel-streams/*/events':
      return sendEventLog(stream(), control)
    case 'GET pixel-streams/*/requests':
      return send(response, 200, stream().requests())
    case 'GET pixel-streams/*/report':
      return send(response, 200, await stream().report())
    case 'POST pixel-streams/*/faults/*':
      return send(response, 200, await stream().inject(fault, await readJson(request)))
    case 'DELETE pixel-streams/*/faults/*':
      return send(response, 200, { fault, lifted: await stream().lift(fault) })
    case 'POST pixel-streams/*/viewers': {
      const found = stream()
      const { count = 1, stayMs = 0 } = await readJson(request)
      const viewers = await found.addViewers(wholeNumber('count', count, maxSimulatedViewers), {
        stayMs: wholeNumber('stayMs', stayMs, 86_400_000),
      })
      return send(response, 200, { viewers })
    }
    case 'DELETE pixel-streams/*/viewers': {
      const found = stream()
      const { count = maxSimulatedViewers } = await readJson(request)
      const left = await found.removeViewers(wholeNumber('count', count, maxSimulatedViewers))
      return send(response, 200, { left })
    }
    case 'POST pixel-streams/*/say': {
      const found = stream()
      return send(response, 200, { said: say(found, await readJson(request)) })
    }
    default:
      throw noRoute(path)
  }
}

/** Sends each message that the body names. Returns what was sent. */
function say(stream: StagePixelStream, body: Record<string, unknown>): string[] {
  const said: string[] = []
  if ('message' in body) {
    stream.message(body['message'])
    said.push('message')
  }
  if (typeof body['askForText'] === 'string') {
    stream.askForText(body['askForText'].slice(0, 500))
    said.push('askForText')
  }
  if (said.length > 0) return said
  throw new StageError(400, 'There is nothing to say; the body holds message or askForText.')
}

function describe(stream: StagePixelStream): Record<string, unknown> {
  const { id, signallingUrl, options } = stream
  return { id, signallingUrl, options, state: stream.state() }
}
