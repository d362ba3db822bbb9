import type { FaultParam } from '@standby/stage/faults'

export type ParamValues = Readonly<Record<string, number | string>>

export interface FaultParamsProps {
  params: Readonly<Record<string, FaultParam>>
  values: ParamValues
  onChange: (values: ParamValues) => void
}

/** The parameters of a fault. An untouched parameter takes the stage's default. */
export function FaultParams({ params, values, onChange }: FaultParamsProps) {
  const set = (name: string, value: number | string) => {
    const { [name]: _, ...others } = values
    onChange(value === '' ? others : { ...others, [name]: value })
  }
  return (
    <div className="params">
      {Object.entries(params).map(([name, param]) => (
        <label key={name} title={param.detail}>
          {name}
          {param.type === 'choice' ? (
            <select value={values[name] ?? ''} onChange={(event) => set(name, event.target.value)}>
              <option value="">{param.default ?? 'profile decides'}</option>
              {param.choices
                .filter((choice) => choice !== param.default)
                .map((choice) => (
                  <option key={choice}>{choice}</option>
                ))}
            </select>
          ) : (
            <input
              type="number"
              min={param.min}
              max={param.max}
              placeholder={String(param.default)}
              value={values[name] ?? ''}
              onChange={(event) => set(name, event.target.value === '' ? '' : event.target.valueAsNumber)}
            />
          )}
        </label>
      ))}
    </div>
  )
}
