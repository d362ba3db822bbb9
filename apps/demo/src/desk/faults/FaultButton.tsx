import type { Fault } from '@standby/stage/faults'
import { useId, useState } from 'react'
import { FaultParams, type ParamValues } from './FaultParams.tsx'

export interface FaultButtonProps {
  fault: Pick<Fault, 'title' | 'detail' | 'lasting' | 'params'> & { readonly name: string }
  active: boolean
  disabled: boolean
  onPress: (name: string, params: ParamValues) => void
}

/** One fault. A lasting fault is a toggle. A second, small button opens the parameters, if there are any. */
export function FaultButton({ fault, active, disabled, onPress }: FaultButtonProps) {
  const [values, setValues] = useState<ParamValues>({})
  const [open, setOpen] = useState(false)
  const detail = useId()
  const params = useId()
  return (
    <>
      <span className="fault">
        <button
          type="button"
          className="fault-press"
          aria-pressed={fault.lasting ? active : undefined}
          aria-describedby={detail}
          title={fault.detail}
          disabled={disabled}
          onClick={() => onPress(fault.name, values)}
        >
          {fault.title}
        </button>
        {fault.params ? (
          <button
            type="button"
            className="fault-more"
            aria-expanded={open}
            aria-controls={params}
            aria-label={`Parameters of ${fault.title}`}
            onClick={() => setOpen(!open)}
          >
            ⋯
          </button>
        ) : null}
      </span>
      <span id={detail} hidden>
        {fault.detail}
      </span>
      {fault.params ? (
        <div id={params} hidden={!open}>
          <FaultParams params={fault.params} values={values} onChange={setValues} />
        </div>
      ) : null}
    </>
  )
}
