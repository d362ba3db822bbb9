export interface ChoiceProps {
  name: string
  legend: string
  first: string
  choices: readonly (readonly [value: string, label: string])[]
}

/** A choice of one among a few options, side by side. */
export function Choice({ name, legend, first, choices }: ChoiceProps) {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {choices.map(([value, label]) => (
        <label key={value}>
          <input type="radio" name={name} value={value} defaultChecked={value === first} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
