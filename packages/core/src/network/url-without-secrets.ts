/**
 * The address without query, fragment, user name and password, so that it is the same whatever its signature. It
 * accepts any text, also relative addresses and text that is no URL. Never throws.
 */
export const urlWithoutSecrets = (url: string): string =>
  url
    .trim()
    .replace(/[?#].*$/s, '')
    // Removes up to the last @ before the path, as URL parsers do: a password may contain an @. Browsers read a
    // backslash as a slash. They need no scheme before two slashes, and no slash after http, https, ws or wss.
    .replace(/^((?:https?|wss?):[\\/]*|(?:[a-z][a-z\d+.-]*:)?[\\/]{2,})[^\\/]*@/i, '$1')
