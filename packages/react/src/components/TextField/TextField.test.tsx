import { act, fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { inputStore } from '../../session/input-state.ts'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import { Area, Cancel, Input, Label, Root, Send } from './index.ts'
import { TextField } from './TextField.tsx'

const asked = (multiline: boolean) =>
  staged(
    ({ session, script }) => {
      session.start()
      script.play()
    },
    { mounted: ({ script }) => script.emit({ type: 'text-input', value: 'Ada', multiline }) },
  )
describePart(Root, { name: 'text-field', wrapper: asked(false) })
describePart(Label, { name: 'text-field-title', wrapper: asked(false), root: Root })
describePart(Send, { name: 'text-field-send', wrapper: asked(false), root: Root })
describePart(Cancel, { name: 'text-field-cancel', wrapper: asked(false), root: Root })

const show = ({ multiline = false, value = 'Ada' } = {}) => {
  const rendered = renderSession(
    <StreamView>
      <button type="button">picture</button>
      <TextField />
    </StreamView>,
  )
  rendered.script.play()
  screen.getByText('picture').focus()
  rendered.script.emit({ type: 'text-input', value, multiline })
  return rendered
}
const field = () => screen.queryByRole<HTMLInputElement>('textbox', { name: 'Text for the stream' })
const sent = ({ script }: ReturnType<typeof show>) =>
  script.last.commands.flatMap((command) =>
    command.type === 'input' && command.event.type === 'text' ? [command.event.value] : [],
  )
const write = (value: string) => fireEvent.change(field() as HTMLElement, { target: { value } })

describe('TextField', () => {
  it('is hidden while the far end asks for no text', () => {
    renderSession(<TextField />).script.play()
    expect(field()).toBeNull()
  })

  it('takes the focus and selects the text it starts with', () => {
    show()
    expect(document.activeElement).toBe(field())
    expect(field()).toMatchObject({ value: 'Ada', selectionStart: 0, selectionEnd: 3 })
    expect(field()?.getAttribute('enterkeyhint')).toBe('send')
  })

  it('is a textarea for multiline text', () => {
    show({ multiline: true })
    expect(field()?.tagName).toBe('TEXTAREA')
    expect(document.activeElement).toBe(field())
  })

  it('sends the text and closes', () => {
    const rendered = show()
    write('Ada Lovelace')
    fireEvent.submit(field()?.form as HTMLFormElement)
    expect(sent(rendered)).toEqual(['Ada Lovelace'])
    expect(field()).toBeNull()
  })

  it('sends nothing when it is cancelled', () => {
    const rendered = show()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(sent(rendered)).toEqual([])
    expect(field()).toBeNull()
  })

  it('cancels on Escape, and sends on Control and Enter', () => {
    const rendered = show({ multiline: true })
    fireEvent.keyDown(field() as HTMLElement, { key: 'Enter' })
    expect(sent(rendered)).toEqual([])
    fireEvent.keyDown(field() as HTMLElement, { key: 'Enter', ctrlKey: true })
    expect(sent(rendered)).toEqual(['Ada'])
    rendered.script.emit({ type: 'text-input', value: '', multiline: false })
    fireEvent.keyDown(field() as HTMLElement, { key: 'Escape' })
    expect(field()).toBeNull()
    expect(sent(rendered)).toEqual(['Ada'])
  })

  it('locks input while it is open', () => {
    const { session } = show()
    expect(inputStore(session).get().locks).toBe(1)
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(inputStore(session).get().locks).toBe(0)
  })

  it('gives the focus back to the element that had it', async () => {
    show()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await act(async () => {})
    expect(document.activeElement).toBe(screen.getByText('picture'))
  })

  it('gives the focus back also when the app unmounts it', () => {
    const page = (fields: boolean) => (
      <StreamView>
        <button type="button">picture</button>
        {fields ? <TextField /> : null}
      </StreamView>
    )
    const { script, rerender } = renderSession(page(true))
    script.play()
    screen.getByText('picture').focus()
    script.emit({ type: 'text-input', value: 'Ada', multiline: false })
    expect(document.activeElement).toBe(field())
    rerender(page(false))
    expect(document.activeElement).toBe(screen.getByText('picture'))
  })

  it('shows a new text that the far end sends', () => {
    const { script } = show()
    script.emit({ type: 'text-input', value: 'Grace', multiline: false })
    expect(field()?.value).toBe('Grace')
  })

  it('takes max 4096 characters, as the protocol does', () => {
    show()
    expect(field()?.maxLength).toBe(4096)
  })

  it('closes when the connection is lost', () => {
    const { script } = show()
    script.emit({ type: 'closed', code: 1006 })
    expect(field()).toBeNull()
  })
})
describePart(Input, { name: 'text-field-input', wrapper: asked(false), root: Root })
describePart(Area, { name: 'text-field-area', wrapper: asked(true), root: Root })
