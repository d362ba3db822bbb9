import { expect, it } from 'vitest'
import { corners, parts, slots, streamViewAttributes, surfaces } from './dom-contract.ts'

// Style sheets, tests and analytics of users rely on these names. A new name is a feature. Any other failure here is a
// breaking change and needs a major version.
it('the attributes of the stream view are fixed', () => {
  expect(streamViewAttributes).toMatchInlineSnapshot(`
    {
      "cause": "data-cause",
      "code": "data-code",
      "farEnd": "data-far-end",
      "fill": "data-fill",
      "fullscreen": "data-fullscreen",
      "playback": "data-playback",
      "reconnect": "data-reconnect",
      "signalling": "data-signalling",
      "status": "data-status",
    }
  `)
})

it('the names of the corners are fixed', () => {
  expect(corners).toMatchInlineSnapshot(`
    [
      "top-start",
      "top",
      "top-end",
      "center",
      "bottom-start",
      "bottom",
      "bottom-end",
    ]
  `)
})

it('the names of the parts are fixed', () => {
  expect(parts).toMatchInlineSnapshot(`
    [
      "stream-view",
      "stream-view-video",
      "stream-view-media",
      "stream-view-surface",
      "stream-view-poster",
      "stream-view-still",
      "stream-view-corner",
      "stream-view-announcer",
      "stream-input",
      "queue-overlay",
      "queue-overlay-position",
      "queue-overlay-leave",
      "queue-overlay-offer",
      "queue-overlay-accept",
      "queue-overlay-decline",
      "queue-overlay-title",
      "queue-overlay-meta",
      "queue-overlay-length",
      "queue-overlay-estimate",
      "queue-overlay-line",
      "queue-overlay-offer-countdown",
      "queue-overlay-offer-title",
      "queue-overlay-offer-line",
      "not-live-screen",
      "not-live-screen-state",
      "not-live-screen-title",
      "not-live-screen-time",
      "not-live-screen-estimate",
      "not-live-screen-line",
      "not-live-screen-leave",
      "connecting-screen",
      "connecting-screen-state",
      "connecting-screen-meta",
      "connecting-screen-title",
      "connecting-screen-line",
      "connecting-screen-steps",
      "connecting-screen-cancel",
      "play-gate",
      "play-gate-disc",
      "play-gate-label",
      "sound-gate",
      "stall-indicator",
      "far-end-hint",
      "reconnect-banner",
      "reconnect-banner-title",
      "reconnect-banner-line",
      "reconnect-banner-countdown",
      "reconnect-banner-retry",
      "reconnect-banner-stop",
      "afk-warning",
      "afk-warning-title",
      "afk-warning-line",
      "afk-warning-countdown",
      "afk-warning-stay",
      "afk-warning-leave",
      "runtime-warning",
      "disconnect-screen",
      "disconnect-screen-state",
      "disconnect-screen-code",
      "disconnect-screen-title",
      "disconnect-screen-line",
      "disconnect-screen-retry",
      "disconnect-screen-details",
      "live-badge",
      "connection-quality",
      "stats-panel",
      "stats-panel-title",
      "stats-panel-list",
      "input-lock-hint",
      "text-field",
      "text-field-title",
      "text-field-input",
      "text-field-area",
      "text-field-send",
      "text-field-cancel",
      "controls",
      "controls-play",
      "controls-mute",
      "controls-volume",
      "controls-space",
      "controls-pip",
      "controls-fullscreen",
      "seek-bar",
      "seek-bar-slider",
      "seek-bar-preview",
      "captions-menu",
      "audio-menu",
      "quality-menu",
    ]
  `)
})

it('the names of the surfaces are fixed', () => {
  expect(surfaces).toMatchInlineSnapshot(`
    [
      "card",
      "dialog",
      "banner",
      "chip",
      "sheet",
      "bar",
      "disc",
    ]
  `)
})

it('the names of the slots are fixed', () => {
  expect(slots).toMatchInlineSnapshot(`
    [
      "strip",
      "meta",
      "title",
      "line",
      "text",
      "readout",
      "detail",
      "estimate",
      "ticks",
      "lamps",
      "actions",
    ]
  `)
})

it('the names of the parts are unique and in kebab-case', () => {
  expect(new Set(parts).size).toBe(parts.length)
  for (const part of parts) expect(part).toMatch(/^[a-z]+(-[a-z]+)*$/)
})
