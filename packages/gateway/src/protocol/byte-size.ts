/** Whether a text takes at most so many bytes as UTF-8; a text that cannot is not encoded to find out. */
export function isWithinBytes(text: string, most: number): boolean {
  if (text.length > most) return false
  return text.length * 3 <= most || new TextEncoder().encode(text).length <= most
}
