/** Plural forms by CLDR category: `{ one: '{count} attempt …', other: '{count} attempts …' }`. */
export type PluralForms = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string }

/** `{name}` in a text is replaced by a value. With plural forms the value `count` selects the form. */
export type MessageText = string | PluralForms

/** Texts by key. The English texts are part of each component; other languages are plain data. */
export type Messages = Readonly<Record<string, MessageText>>

/** Numbers are written in the locale's digits. Format all other values first. */
export type MessageValues = Readonly<Record<string, string | number>>
