/**
 * The same address whatever its signature says: no query, no fragment, no user name and no password. Any text will do,
 * relative addresses too: what is none keeps what no secret can stand in. Never throws.
 */
export const urlWithoutSecrets = (url: string): string =>
  url
    .trim()
    .replace(/[?#].*$/s, '')
    // Up to the last @ before the path, as a URL is parsed: passwords are seen with an @ in them. A page reads a
    // backslash as a slash, needs no scheme before two of them, and no slash after a scheme of the web.
    .replace(/^((?:https?|wss?):[\\/]*|(?:[a-z][a-z\d+.-]*:)?[\\/]{2,})[^\\/]*@/i, '$1')
