import type { Meta, StoryObj } from '@storybook/react-vite'
import type { MessageText } from '../../packages/react/src/i18n/message.ts'
import { en } from '../../packages/react/src/messages/en.ts'
import { languageOf } from '../languages.ts'
import './atlas.css'

const meta: Meta = {
  tags: ['!autodocs'],
  title: 'Overview/Copy',
  parameters: { layout: 'fullscreen', player: false },
}
export default meta

/** Every text of the kit, English beside the toolbar's language. */
export const Copy: StoryObj = {
  render: (_, { globals }) => <Sheet language={String(globals['language'])} />,
}

function Sheet({ language }: { language: string }) {
  const { messages, locale, direction } = languageOf(language)
  const translated = Object.keys(messages).length > 0
  return (
    <main className="atlas">
      <h1>Copy</h1>
      <p>
        The title says what happened, the line says what happens next. Calm, specific, no blame; buttons start
        with a verb and say what they do.
      </p>
      {[...grouped()].map(([component, texts]) => (
        <section key={component} aria-label={component}>
          <h2>{component}</h2>
          <table>
            <tbody>
              {texts.map(([key, text]) => (
                <tr key={key}>
                  <th scope="row">{key.slice(component.length + 1)}</th>
                  <td>{say(text)}</td>
                  {translated ? (
                    <td lang={locale} dir={direction}>
                      {say(messages[key] ?? text)}
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </main>
  )
}

function grouped(): Map<string, [key: string, text: MessageText][]> {
  const groups = new Map<string, [string, MessageText][]>()
  for (const entry of Object.entries<MessageText>(en)) {
    const component = entry[0].slice(0, entry[0].indexOf('.'))
    groups.set(component, [...(groups.get(component) ?? []), entry])
  }
  return groups
}

function say(text: MessageText): string {
  return typeof text === 'string' ? text : Object.values(text).join(' · ')
}
