import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CloseCause, SessionOptions } from '@standby/core'
import type { ScriptedSourceOptions } from '@standby/core/testing'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { DisconnectScreen } from './DisconnectScreen.tsx'
import { Code, Details, Line, Retry, Root, State, Title } from './index.ts'

const failed = staged(({ session, script }) => {
  session.start()
  script.play()
  script.emit({ type: 'closed', code: 4003 })
})
describePart(Root, { name: 'disconnect-screen', wrapper: failed })
describePart(State, { name: 'disconnect-screen-state', wrapper: failed, root: Root })
describePart(Code, { name: 'disconnect-screen-code', wrapper: failed, root: Root })
describePart(Title, { name: 'disconnect-screen-title', wrapper: failed, root: Root })
describePart(Line, { name: 'disconnect-screen-line', wrapper: failed, root: Root })
describePart(Retry, { name: 'disconnect-screen-retry', wrapper: failed, root: Root })
describePart(Details, { name: 'disconnect-screen-details', wrapper: failed, root: Root })

interface Close {
  readonly code: number
  readonly reason?: string
  readonly cause?: CloseCause
}
type Options = Omit<SessionOptions, 'source' | 'environment'>

/** Ends the session at once, also with codes that are normally retried first. */
function end({ code, ...rest }: Close, options: Options = {}, source: ScriptedSourceOptions = {}) {
  const rendered = renderSession(
    <StreamView>
      <DisconnectScreen />
    </StreamView>,
    { session: { ...options, codes: { [code]: { retry: false } } }, source },
  )
  rendered.script.play()
  rendered.script.emit({ type: 'closed', code, ...rest })
  return rendered
}

const title = () => screen.queryByRole('heading')?.textContent
const text = (part: string) =>
  document.querySelector(`[data-standby="disconnect-screen-${part}"]`)?.textContent
const actions = () =>
  [...document.querySelectorAll('[data-standby="disconnect-screen-actions"] button')].map(
    (button) => button.textContent,
  )

describe('the end screen for each code', () => {
  const copy = 'Copy details'
  const cases: [Close, state: string, title: string, line: string, ...actions: string[]][] = [
    [
      { code: 1000, reason: 'ended' },
      'Ended',
      'The session has ended',
      'Start again for a new one.',
      'Start again',
    ],
    [{ code: 1000 }, 'Ended', 'The session has ended', 'Start again for a new one.', 'Start again'],
    [
      { code: 1001 },
      'Ended',
      'The other side went away',
      'It may be restarting. Try again in a moment.',
      'Try again',
    ],
    [
      { code: 1005 },
      'Failed',
      'The connection was lost',
      'Check your network, then try again.',
      'Try again',
      copy,
    ],
    [
      { code: 1006 },
      'Failed',
      'The connection was lost',
      'Check your network, then try again.',
      'Try again',
      copy,
    ],
    [
      { code: 1008 },
      'Failed',
      'The server refused this session',
      'Open the link again, or ask whoever sent it.',
      copy,
    ],
    [
      { code: 1011 },
      'Failed',
      'Something broke on the server',
      'Try again. If it repeats, send the details to its owner.',
      'Try again',
      copy,
    ],
    [{ code: 1012 }, 'Failed', 'The server is restarting', 'Try again in a moment.', 'Try again', copy],
    [{ code: 1013 }, 'Failed', 'The server is busy', 'Try again in a few minutes.', 'Try again', copy],
    [
      { code: 4000 },
      'Failed',
      'This project is switched off',
      'Its owner can switch it back on. Until then it can’t start.',
      copy,
    ],
    [
      { code: 4001 },
      'Failed',
      'No place is free right now',
      'Try again in a few minutes.',
      'Try again',
      copy,
    ],
    [
      { code: 4001, reason: 'queue-open' },
      'Failed',
      'No place is free right now',
      'Join the queue and it starts when a place is free.',
      'Join the queue',
      copy,
    ],
    [
      { code: 4002 },
      'Failed',
      'Nothing found at this address',
      'The application may have moved. Ask whoever sent you the link.',
      copy,
    ],
    [
      { code: 4003 },
      'Failed',
      'The application didn’t start',
      'It stopped before the first picture. Try once more, or send the details to its owner.',
      'Try again',
      copy,
    ],
    [
      { code: 4004, reason: 'afk' },
      'Ended',
      'Ended while you were away',
      'There was no input for 2 min 30 s. Start again for a new session.',
      'Start again',
    ],
    [
      { code: 4004, reason: 'max-runtime' },
      'Ended',
      'Your time is up',
      'Sessions here have a time limit. Start again for a new one.',
      'Start again',
    ],
    [
      { code: 4004 },
      'Ended',
      'This session reached its limit',
      'Start again for a new session.',
      'Start again',
    ],
    [
      { code: 4005 },
      'Failed',
      'No picture arrived',
      'The application is up but isn’t sending yet. Try again in a moment.',
      'Try again',
      copy,
    ],
    [
      { code: 4006 },
      'Failed',
      'The application closed',
      'A new session starts from the beginning.',
      'Start again',
      copy,
    ],
    [
      { code: 4007 },
      'Failed',
      'Couldn’t start again',
      'Your earlier session is gone and a new one didn’t start.',
      'Try again',
      copy,
    ],
    [
      { code: 4100, cause: 'taken-over' },
      'Ended',
      'It moved to another tab',
      'This session plays there now. Start again to have it here.',
      'Start again',
    ],
    [
      { code: 4101, cause: 'network' },
      'Failed',
      'Part of this page is missing',
      'It didn’t load. Reload the page to get it.',
      'Reload the page',
      copy,
    ],
    [
      { code: 4999 },
      'Failed',
      'The session ended unexpectedly',
      'The server gave code 4999 and no reason. You can try again.',
      'Try again',
      copy,
    ],
  ]

  it.each(cases)(
    'says state, title, line and actions for %o',
    (close, state, expectedTitle, line, ...expectedActions) => {
      end(close)
      expect([text('state'), title(), text('line')?.replace(/\u00A0/g, ' ')]).toEqual([
        state,
        expectedTitle,
        line,
      ])
      expect(actions()).toEqual(expectedActions)
      expect(text('code')).toBe(close.code === 1000 ? undefined : String(close.code))
    },
  )
})

describe('the texts of the end screen', () => {
  it('show markup of the far end as plain text', () => {
    end({ code: 4999, reason: '<b>maintenance</b>' })
    expect(text('line')).toBe('The server gave code 4999: <b>maintenance</b>')
  })

  it('count the failed attempts', () => {
    const { script, clock, session } = renderSession(<DisconnectScreen />)
    script.play()
    for (let attempt = 0; attempt < 3; attempt++) {
      script.emit({ type: 'closed', code: 1006 })
      clock.advance(15_000)
    }
    act(() => session.giveUp())
    expect(text('line')).toMatch(/^3 attempts didn’t get through\./)
  })

  it('leave out how long the viewer was away where no AFK policy says so', () => {
    end({ code: 4004, reason: 'afk' }, { afk: false })
    expect(text('line')).toBe('Start again for a new session.')
  })

  it('mention no place after a broadcast', () => {
    const { session, clock } = renderSession(<DisconnectScreen />, { session: { afk: false } })
    act(() => session.leave())
    clock.advance(0)
    expect(title()).toBe('You stopped watching')
  })

  it.each([
    ['cors', 'This page isn’t allowed to play it'],
    ['not-a-playlist', 'There is no stream at this address'],
    ['missing-peer', 'The player is incomplete'],
    ['forbidden', 'The server refused this session'],
    ['unsupported', 'This browser can’t play it'],
  ] as const)('name the cause %s instead of the code', (cause, expected) => {
    end({ code: 1006, cause })
    expect(title()).toBe(expected)
  })
})

describe('the action of the end screen', () => {
  it.each([
    [{ code: 4003 }, 'Try again', 'requesting'],
    [{ code: 4006 }, 'Start again', 'requesting'],
    [{ code: 4001, reason: 'queue-open' }, 'Join the queue', 'requesting'],
  ] as const)('is, after %o, "%s"', (close, name, status) => {
    const { session } = end(close)
    fireEvent.click(screen.getByRole('button', { name }))
    expect(session.getState()).toMatchObject({ status, run: 2 })
    expect(title()).toBeUndefined()
  })

  it('starts a new session after the end of an interactive one', () => {
    const { session, script } = end({ code: 1000, reason: 'ended' })
    fireEvent.click(screen.getByRole('button', { name: 'Start again' }))
    expect(session.getState().status).toBe('requesting')
    expect(script.last.link.intent).toBe('start')
  })

  it('is "Start again" also where the far end does the AFK check', () => {
    end({ code: 1000, reason: 'ended' }, {}, { defaults: { afk: false }, hasPlaces: true })
    expect(title()).toBe('The session has ended')
    expect(actions()).toEqual(['Start again'])
  })

  it('watches for a restart after the end of a broadcast', () => {
    const { session, script } = end({ code: 1000, reason: 'ended' }, { afk: false })
    expect(title()).toBe('The broadcast has ended')
    expect(text('line')).toBe('If it comes back, it can start again right here.')
    fireEvent.click(screen.getByRole('button', { name: 'Watch for a restart' }))
    expect(session.getState().status).toBe('requesting')
    expect(script.last.link.intent).toBe('watch')
  })
})

describe('the focus when the end screen appears', () => {
  it('goes to the heading when nothing has it', () => {
    end({ code: 4003 })
    expect(document.activeElement).toBe(screen.getByRole('heading'))
  })

  it('goes to the heading from inside the view', () => {
    const { script } = renderSession(
      <StreamView>
        <button type="button">Inside</button>
        <DisconnectScreen />
      </StreamView>,
    )
    script.play()
    act(() => screen.getByRole('button', { name: 'Inside' }).focus())
    script.emit({ type: 'closed', code: 4003 })
    expect(document.activeElement).toBe(screen.getByRole('heading'))
  })

  it('stays on an element outside the view', () => {
    const { script } = renderSession(
      <>
        <input aria-label="Chat" />
        <StreamView>
          <DisconnectScreen />
        </StreamView>
      </>,
    )
    script.play()
    act(() => screen.getByRole('textbox').focus())
    script.emit({ type: 'closed', code: 4003 })
    expect(document.activeElement).toBe(screen.getByRole('textbox'))
  })
})

describe('the button "Copy details"', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'clipboard')
    Reflect.deleteProperty(document, 'execCommand')
  })
  const clipboard = (writeText: (text: string) => Promise<void>) =>
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })

  it('copies the diagnostics and says so for 3 s', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
    clipboard(writeText)
    const { clock, session } = end({ code: 4000 })
    // In act, so that the button has set its timer before the clock advances.
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Copy details' })))
    expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy()
    expect(JSON.parse(writeText.mock.calls[0]?.[0] ?? '')).toEqual(
      JSON.parse(JSON.stringify(session.getDiagnostics())),
    )
    clock.advance(3000)
    expect(screen.getByRole('button', { name: 'Copy details' })).toBeTruthy()
  })

  it('falls back to execCommand where the Clipboard API is refused', async () => {
    clipboard(() => Promise.reject(new DOMException('denied', 'NotAllowedError')))
    const selected: string[] = []
    Object.defineProperty(document, 'execCommand', {
      configurable: true,
      value: () => Boolean(selected.push((document.activeElement as HTMLTextAreaElement).value)),
    })
    end({ code: 4000 })
    fireEvent.click(screen.getByRole('button', { name: 'Copy details' }))
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy()
    expect(JSON.parse(selected[0] ?? '')).toMatchObject({ status: 'failed' })
    expect(document.querySelector('textarea')).toBeNull()
  })

  it('says so where copying fails', async () => {
    end({ code: 4000 })
    fireEvent.click(screen.getByRole('button', { name: 'Copy details' }))
    expect(await screen.findByRole('button', { name: 'Couldn’t copy' })).toBeTruthy()
  })
})
