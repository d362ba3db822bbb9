import { createHmac } from 'node:crypto'

/** Base64, as the dashboard shows it. */
export const fastpixSecret = Buffer.from('fastpix-signing-secret-of-32-byte').toString('base64')

/** Secrets that are in every payload and must never be passed on. */
export const fastpixSecrets = ['fpx-streamkey-0b8d', 'fpx-srtsecret-7c11', 'internal-note-23']

export interface PayloadParts {
  /** When it happened. */
  readonly at?: string
  readonly id?: string
  /** Overrides the default fields. */
  readonly data?: Record<string, unknown>
}

/** A payload as FastPix documents it. */
export function fastpixPayload(
  event: string,
  { at = '2026-11-22T10:00:00.000123Z', id, data = {} }: PayloadParts = {},
): Record<string, unknown> {
  return {
    type: `video.live_stream.${event}`,
    object: { type: 'live', id: 'bbb3bdc4f688349dbf3ea915cc332cde' },
    id: id ?? `fpx-${event}-${at}`,
    workspace: { name: 'Production', id: 'ws-1' },
    data: {
      streamId: 'bbb3bdc4f688349dbf3ea915cc332cde',
      streamKey: fastpixSecrets[0],
      srtSecret: fastpixSecrets[1],
      trial: false,
      status: 'active',
      maxResolution: '1080p',
      maxDuration: 28_800,
      createdAt: '2026-11-01T08:48:31.551351Z',
      reconnectWindow: 60,
      enableRecording: true,
      enableDvrMode: false,
      mediaPolicy: 'public',
      metadata: { note: fastpixSecrets[2] },
      lowLatency: false,
      playbackIds: [{ id: 'fpx-playback', accessPolicy: 'public' }],
      ...data,
    },
    createdAt: at,
    attempts: [],
  }
}

export const fastpixSignature = (body: string | Uint8Array, key: string | Uint8Array = fastpixKey): string =>
  createHmac('sha256', key).update(body).digest('base64')

export const fastpixKey = Buffer.from(fastpixSecret, 'base64')

/** A delivery as FastPix sends it. */
export function fastpixRequest(payload: unknown, signature?: string | null): Request {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const signed = signature === undefined ? fastpixSignature(body) : signature
  return new Request('https://example.com/webhooks/fastpix', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signed !== null && { 'FastPix-Signature': signed }),
    },
    body,
  })
}
