import { act, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { Tracks } from '@standby/core'
import { describe, expect, it } from 'vitest'
import { RichPlayer } from '../Controls/rich-player.fixture.tsx'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { AudioMenu } from './AudioMenu.tsx'
import { CaptionsMenu } from './CaptionsMenu.tsx'
import * as Parts from './index.ts'
import { QualityMenu } from './QualityMenu.tsx'

const qualities: Tracks['qualities'] = {
  items: [
    { id: 'low', height: 360 },
    { id: 'high', height: 720 },
  ],
  selected: 'auto',
  active: 'high',
}
const german = { id: 'de', label: 'Deutsch', language: 'de' }
const english = { id: 'en', label: 'English', language: 'en' }

describePart(Parts.Captions, { name: 'captions-menu', wrapper: RichPlayer })
describePart(Parts.Audio, { name: 'audio-menu', wrapper: RichPlayer })
describePart(Parts.Quality, { name: 'quality-menu', wrapper: RichPlayer })

describe('track menus', () => {
  const show = (tracks: Partial<Tracks>) => {
    const { script } = renderSession(
      <StreamView>
        <CaptionsMenu />
        <AudioMenu />
        <QualityMenu />
      </StreamView>,
      { session: { afk: false } },
    )
    script.play()
    script.emit({ type: 'tracks', ...tracks })
    return { script }
  }
  const button = (name: string) => screen.getByRole('button', { name })
  const open = async (name: string) => {
    await userEvent.click(button(name))
    return within(screen.getByRole('menu', { name })).getAllByRole('menuitemradio')
  }

  it('list the qualities, largest first, and say what Auto plays', async () => {
    show({ qualities })
    const items = await open('Quality')
    expect(items.map(({ textContent }) => textContent)).toEqual(['Auto (720p)', '720p', '360p'])
    expect(items.map(({ ariaChecked }) => ariaChecked)).toEqual(['true', 'false', 'false'])
    expect(document.activeElement).toBe(items[0])
  })

  it('select an item, close and give the focus back', async () => {
    const { script } = show({ qualities })
    const items = await open('Quality')
    await userEvent.click(items[2] as HTMLElement)
    expect(script.last.commands).toEqual([{ type: 'quality', id: 'low' }])
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(button('Quality'))
  })

  it('are hidden where there is no choice', () => {
    show({
      qualities: { items: [{ id: 'only' }], selected: 'auto', active: 'only' },
      audios: { items: [english], selected: 'en' },
      texts: { items: [], selected: null },
    })
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('move the focus on arrows, wrapping at the ends, and on Home and End', async () => {
    const { script } = show({ audios: { items: [english, german], selected: 'de' } })
    const [first, last] = await open('Audio')
    expect(document.activeElement).toBe(last)
    await userEvent.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(first)
    await userEvent.keyboard('{ArrowUp}')
    expect(document.activeElement).toBe(last)
    await userEvent.keyboard('{Home}')
    expect(document.activeElement).toBe(first)
    await userEvent.keyboard('{End}')
    expect(document.activeElement).toBe(last)
    await userEvent.keyboard('{Enter}')
    expect(script.last.commands).toEqual([{ type: 'audio-track', id: 'de' }])
  })

  it('open on an arrow key, and close on Escape and on Tab', async () => {
    show({ qualities })
    act(() => button('Quality').focus())
    await userEvent.keyboard('{ArrowDown}')
    expect(button('Quality')).toMatchObject({ ariaExpanded: 'true' })
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(button('Quality'))
    await userEvent.keyboard('{ArrowUp}{Tab}')
    expect(screen.queryByRole('menu')).toBeNull()
  })

  it('mark the language of each track, and turn captions off', async () => {
    const { script } = show({ texts: { items: [english, german], selected: 'de' } })
    const items = await open('Captions')
    expect(items.map(({ textContent, lang }) => [textContent, lang])).toEqual([
      ['Off', ''],
      ['English', 'en'],
      ['Deutsch', 'de'],
    ])
    await userEvent.click(items[0] as HTMLElement)
    expect(script.last.commands).toEqual([{ type: 'text-track', id: null }])
  })

  it('show a toggle button for a single caption track', async () => {
    const { script } = show({ texts: { items: [english], selected: null } })
    expect(button('Captions').ariaPressed).toBe('false')
    await userEvent.click(button('Captions'))
    expect(script.last.commands).toEqual([{ type: 'text-track', id: 'en' }])
    script.emit({ type: 'tracks', texts: { items: [english], selected: 'en' } })
    expect(button('Captions').ariaPressed).toBe('true')
  })
})
