/** Plural forms by CLDR category: `{ one: '{count} attempt …', other: '{count} attempts …' }`. */
export type PluralForms = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string }

/** `{name}` in a text is where a value goes. With plural forms `count` chooses. */
export type MessageText = string | PluralForms

/** Texts by key. English ships with the component that shows it; other languages come as plain data. */
export type Messages = Readonly<Record<string, MessageText>>

/** Numbers are written in the locale's digits; format everything else before. */
export type MessageValues = Readonly<Record<string, string | number>>
