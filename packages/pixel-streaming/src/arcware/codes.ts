import type { PoliciesInput } from '@standby/core/source'

type Rule = NonNullable<NonNullable<PoliciesInput['codes']>[number]>

const rule = (name: string, recovery: Rule['recovery'], rest: Partial<Rule> = {}): Partial<Rule> => ({
  name,
  clean: false,
  retry: false,
  ...(recovery && { recovery }),
  ...rest,
})

/** Arcware's close codes, from its documentation. Codes below 4000 have their standard meaning. */
export const arcwareCodes: NonNullable<PoliciesInput['codes']> = {
  4450: rule('unauthorized', 'none'),
  4451: rule('unauthorized-no-bypass-registered', 'none'),
  4452: rule('unauthorized-df', 'none'),
  4453: rule('suspended', 'none'),
  4460: rule('trial-limit', 'none'),
  // The session to resume is gone. A new one is possible.
  4470: rule('session-not-found', 'retry', { retry: true, forgetToken: true }),
  4471: rule('unknown-project', 'none'),
  4472: rule('project-disabled', 'none'),
  4473: rule('stream-deleted', 'none'),
  4501: rule('no-stream-available', 'retry'),
  4502: rule('no-package-name', 'none'),
  4503: rule('stream-disconnected', 'start'),
  4504: rule('stream-key-already-connected', 'retry'),
  4505: rule('occupation-limit-reached', 'retry'),
  4507: rule('client-reconnecting', 'start', { clean: true }),
  4508: rule('client-no-pong', 'retry', { retry: true }),
  4509: rule('client-destroyed', 'start'),
  4510: rule('client-without-ticket', 'retry'),
  4606: rule('abnormal-closure', 'retry', { retry: true }),
  4607: rule('no-resources-left', 'retry'),
  4608: rule('share-error', 'retry'),
  4666: rule('internal-server-error', 'retry'),
}
