import {
  noRoute,
  readJson,
  routeOf,
  send,
  sendEventLog,
  wholeNumber,
  type ControlRequest,
} from '../control/api.ts'
import { StageError } from '../control/stage-error.ts'
import type { ApplicationOptions } from './application-options.ts'
import type { GatewayFaultName } from './faults/gateway-faults.ts'
import type { StageApplication } from './stage-application.ts'

/** The part of the gateway that the control interface can use. */
export interface ControlledGateway {
  createApplication(options: ApplicationOptions): StageApplication
  application(id: string): StageApplication | undefined
  applications(): readonly StageApplication[]
}

/** Max simulated viewers in one request. */
export const maxSimulatedViewers = 1000

/** Answers one request below `/applications` with JSON, or throws a `StageError`. */
export async function serveApplications(gateway: ControlledGateway, control: ControlRequest): Promise<void> {
  const { path, request, response } = control
  const [, id, , name] = path
  const application = (): StageApplication => {
    const found = id === undefined ? undefined : gateway.application(id)
    if (found) return found
    throw new StageError(404, `There is no application "${id ?? ''}".`, {
      applications: gateway.applications().map((each) => each.id),
    })
  }
  // `inject` and `lift` refuse an unknown name and list the known ones.
  const fault = name as GatewayFaultName
  switch (routeOf(control)) {
    case 'GET applications':
      return send(response, 200, gateway.applications().map(describe))
    case 'POST applications':
      return send(response, 201, describe(gateway.createApplication(await readJson(request))))
    case 'GET applications/*':
      return send(response, 200, describe(application()))
    case 'DELETE applications/*':
      await application().close()
      return send(response, 200, { id })
    case 'GET applications/*/events':
      return sendEventLog(application(), control)
    case 'POST applications/*/faults/*':
      return send(response, 200, application().inject(fault, await readJson(request)))
    case 'DELETE applications/*/faults/*':
      return send(response, 200, { fault, lifted: application().lift(fault) })
    case 'POST applications/*/viewers': {
      const found = application()
      const { count = 1, stayMs = 0 } = await readJson(request)
      const viewers = found.addViewers(wholeNumber('count', count, maxSimulatedViewers), {
        stayMs: wholeNumber('stayMs', stayMs, 86_400_000),
      })
      return send(response, 200, { viewers })
    }
    case 'DELETE applications/*/viewers': {
      const found = application()
      const { count = maxSimulatedViewers } = await readJson(request)
      return send(response, 200, {
        left: found.removeViewers(wholeNumber('count', count, maxSimulatedViewers)),
      })
    }
    case 'POST applications/*/say': {
      const found = application()
      return send(response, 200, { said: say(found, await readJson(request)) })
    }
    default:
      throw noRoute(path)
  }
}

/** Sends each message that the body names. Returns what was sent. */
function say(application: StageApplication, body: Record<string, unknown>): string[] {
  const viewer = typeof body['viewer'] === 'string' ? body['viewer'] : undefined
  const said: string[] = []
  if (typeof body['notice'] === 'string') {
    application.notice(body['notice'].slice(0, 500), viewer)
    said.push('notice')
  }
  if ('message' in body) {
    application.message(body['message'], viewer)
    said.push('message')
  }
  if ('drainingMs' in body) {
    application.drain(wholeNumber('drainingMs', body['drainingMs'], 86_400_000))
    said.push('draining')
  }
  if ('limitMs' in body) {
    const { limitMs } = body
    application.setLimit(limitMs === null ? null : wholeNumber('limitMs', limitMs, 86_400_000), viewer)
    said.push('limit')
  }
  if (said.length > 0) return said
  throw new StageError(400, 'There is nothing to say; the body holds notice, message, drainingMs or limitMs.')
}

function describe(application: StageApplication): Record<string, unknown> {
  const { id, gatewayUrl, options } = application
  return {
    id,
    gatewayUrl,
    options: { ...options, ticket: options.ticket !== '' },
    state: application.state(),
  }
}
