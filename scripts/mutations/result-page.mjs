/** The page with the result of a run over the whole list. */
export function resultPage(mistakes, results) {
  const outcome = new Map(results.map(({ mistake, caught }) => [mistake, caught]))
  const caught = results.filter((result) => result.caught).length
  const equal = mistakes.filter((mistake) => mistake.equal).length
  const areas = byArea(mistakes)
  return [
    '# Mistakes that the tests catch',
    '',
    `Written by \`npm run mutations\`, which makes each mistake of \`scripts/mutations/\` in a checkout of its own and runs the tests that should notice. ${caught} of ${mistakes.length} were caught${equal > 0 ? `; equal to the right code: ${equal}, and the row says why` : ''}.`,
    ...[...areas].flatMap(([area, list]) => [
      '',
      `## ${area}`,
      '',
      '| mistake | file | outcome |',
      '| --- | --- | --- |',
      ...list.map(
        (mistake) =>
          `| ${cell(mistake.what)} | \`${mistake.file.split('/').slice(1).join('/')}\` | ${
            outcome.get(mistake) ? 'caught' : mistake.equal ? `equal: ${cell(mistake.equal)}` : '**survived**'
          } |`,
      ),
    ]),
    '',
  ].join('\n')
}

function byArea(mistakes) {
  const areas = new Map()
  for (const mistake of mistakes) areas.set(mistake.area, [...(areas.get(mistake.area) ?? []), mistake])
  return areas
}

const cell = (text) => text.replaceAll('|', '\\|')
