/** The engine uses the legacy key codes of browsers (`keyCode`). */
const named: Readonly<Record<string, number>> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  NumpadEnter: 13,
  ShiftLeft: 16,
  ControlLeft: 17,
  AltLeft: 18,
  Pause: 19,
  CapsLock: 20,
  Escape: 27,
  Space: 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Insert: 45,
  Delete: 46,
  MetaLeft: 91,
  MetaRight: 92,
  ContextMenu: 93,
  NumpadMultiply: 106,
  NumpadAdd: 107,
  NumpadSubtract: 109,
  NumpadDecimal: 110,
  NumpadDivide: 111,
  NumLock: 144,
  ScrollLock: 145,
  Semicolon: 186,
  Equal: 187,
  Comma: 188,
  Minus: 189,
  Period: 190,
  Slash: 191,
  Backquote: 192,
  BracketLeft: 219,
  Backslash: 220,
  BracketRight: 221,
  Quote: 222,
  // The engine's own codes for the right-hand keys.
  ShiftRight: 253,
  ControlRight: 254,
  AltRight: 255,
}

/**
 * The engine's number of a key. `null` for a key that the engine does not know. Latin letters are found by the character
 * that they write, as in an application on the viewer's own device. All other keys, also letters of other scripts, are
 * found by their position.
 */
export function keyCode(code: string, key: string): number | null {
  const [, letter, digit, numpad, f] = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d)|F(\d\d?))$/.exec(code) ?? []
  if (letter) return (/^[a-z]$/i.test(key) ? key.toUpperCase() : letter).charCodeAt(0)
  if (digit) return 48 + Number(digit)
  if (numpad) return 96 + Number(numpad)
  if (f) return 111 + Number(f)
  return Object.hasOwn(named, code) ? named[code]! : null
}
