'use client'
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { check } from '../../primitives/icons/paths.ts'
import { nextItem } from './next-item.ts'

export interface Choice {
  readonly id: string
  readonly label: string
  /** BCP 47; set where the label may be in another language than the page. */
  readonly language?: string | undefined
}

interface ChoiceMenuProps {
  readonly label: string
  /** SVG path data. */
  readonly icon: string
  readonly choices: readonly Choice[]
  readonly selected: string
  readonly onSelect: (id: string) => void
}

/** A button and the menu it opens: one choice out of several, with roving focus. */
export function ChoiceMenu({ label, icon, choices, selected, onSelect }: ChoiceMenuProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!open || !menu.current) return
    const items = menu.current.querySelectorAll<HTMLElement>('[role="menuitemradio"]')
    const checked = menu.current.querySelector<HTMLElement>('[aria-checked="true"]')
    ;(checked ?? items[0])?.focus()
  }, [open])

  const close = () => {
    button.current?.focus()
    setOpen(false)
  }
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setOpen(false)
  }
  const onMenuKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') close()
    else if (!nextItem(event.currentTarget, event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const onButtonKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    setOpen(true)
  }

  return (
    <div data-standby="track-menu" onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        data-standby="track-menu-button"
        data-tool=""
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={onButtonKey}
      >
        <Icon d={icon} />
      </button>
      {open ? (
        <div
          ref={menu}
          id={id}
          data-standby="track-menu-list"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onMenuKey}
          // In Safari a pressed button loses the focus, which would close the menu before the click.
          onPointerDown={(event) => event.preventDefault()}
        >
          {choices.map((choice) => (
            <button
              key={choice.id}
              type="button"
              data-standby="track-menu-item"
              data-tool=""
              role="menuitemradio"
              tabIndex={-1}
              lang={choice.language}
              aria-checked={choice.id === selected}
              onClick={() => {
                onSelect(choice.id)
                close()
              }}
            >
              <Icon d={check} />
              {choice.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
