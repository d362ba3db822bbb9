import { render, renderHook, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { I18nProvider } from './I18nProvider.tsx'
import type { Messages } from './message.ts'
import { useFormat, useMessages } from './use-messages.ts'

const own = { 'test.leave': 'Leave', 'test.of': 'of {length}' } as const satisfies Messages

function Leave() {
  const t = useMessages(own)
  return (
    <p>
      {t('test.leave')} {t('test.of', { length: 1200 })}
    </p>
  )
}

describe('I18nProvider', () => {
  it('is not needed for English', () => {
    render(<Leave />)
    expect(screen.getByText('Leave of 1,200')).toBeTruthy()
  })

  it('sets the language and the digits of the components below', () => {
    render(
      <I18nProvider locale="de" messages={{ 'test.leave': 'Verlassen', 'test.of': 'von {length}' }}>
        <Leave />
      </I18nProvider>,
    )
    expect(screen.getByText('Verlassen von 1.200')).toBeTruthy()
  })

  it('sets the locale also without messages', () => {
    const { result } = renderHook(useFormat, {
      wrapper: ({ children }) => <I18nProvider locale="fr">{children}</I18nProvider>,
    })
    expect(result.current.locale).toBe('fr')
  })

  it('returns the same function while the language is the same', () => {
    const { result, rerender } = renderHook(() => useMessages(own))
    const first = result.current
    rerender()
    expect(result.current).toBe(first)
  })
})
