/** So much of a text of the far end, which may be of any length: a card is no place for a log. */
export function clip(text: string, most: number): string {
  // A pair that stands for one character is not cut in two.
  return text.length > most ? `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}
