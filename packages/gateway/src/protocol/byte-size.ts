/** Whether a text has max `maxBytes` bytes in UTF-8. It is only encoded if its length does not decide. */
export function isWithinBytes(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return false
  return text.length * 3 <= maxBytes || new TextEncoder().encode(text).length <= maxBytes
}
