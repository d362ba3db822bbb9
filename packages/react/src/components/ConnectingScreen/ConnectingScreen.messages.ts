import type { Messages } from '../../i18n/message.ts'

export const connectingScreenMessages = {
  'connectingScreen.state': 'Connecting',
  'connectingScreen.request.title': 'Contacting the stream',
  'connectingScreen.request.line': 'This takes a moment.',
  'connectingScreen.place.title': 'Getting your place ready',
  'connectingScreen.transport.title': 'Opening the connection',
  'connectingScreen.first-frame.title': 'Waiting for the first picture',
  'connectingScreen.place.step': 'Place assigned',
  'connectingScreen.transport.step': 'Connection',
  'connectingScreen.first-frame.step': 'First picture',
  'connectingScreen.stepOf': 'Step {step} of {of}',
  'connectingScreen.cancel': 'Cancel',
} as const satisfies Messages
