const query = '(prefers-reduced-motion: reduce)'

/**
 * Makes every rule for reduced motion apply, as the viewer's setting would. The styles use the media query,
 * which a page cannot set. Returns a function that undoes it.
 */
export function forceReducedMotion(): () => void {
  const changed: CSSMediaRule[] = []
  for (const sheet of document.styleSheets) collect(sheet.cssRules, changed)
  for (const rule of changed) rule.media.mediaText = 'all'
  return () => {
    for (const rule of changed) rule.media.mediaText = query
  }
}

function collect(rules: CSSRuleList, found: CSSMediaRule[]): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule && rule.media.mediaText === query) found.push(rule)
    else if (rule instanceof CSSImportRule && rule.styleSheet) collect(rule.styleSheet.cssRules, found)
    else if (rule instanceof CSSGroupingRule) collect(rule.cssRules, found)
  }
}
