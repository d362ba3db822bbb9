'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { notLiveScreenMessages } from './NotLiveScreen.messages.ts'
import { StartsIn } from './StartsIn.tsx'
import { useNotLive } from './use-not-live.ts'

function useRoot() {
  const words = useNotLive()
  const { time } = useFormat()
  const { title = '', line, startsAt } = words ?? {}
  useAnnounced(words && (startsAt ? `${title} ${time(startsAt)}. ${line}` : `${title}. ${line}`))
  return words && { 'data-surface': 'card', 'aria-label': title }
}
/** The screen; nothing in any other status than `not-live`. */
export const Root = /* @__PURE__ */ part('NotLiveScreen.Root', 'section', 'not-live-screen', useRoot)

function useStateWord() {
  const t = useMessages(notLiveScreenMessages)
  return { children: t('notLiveScreen.waiting') }
}
export const State = /* @__PURE__ */ part(
  'NotLiveScreen.State',
  'span',
  'not-live-screen-state',
  useStateWord,
)

function useTitle() {
  const words = useNotLive()
  return words && { 'data-slot': 'title', children: words.title }
}
export const Title = /* @__PURE__ */ part('NotLiveScreen.Title', 'h2', 'not-live-screen-title', useTitle)

function useTime() {
  const startsAt = useNotLive()?.startsAt
  const { time } = useFormat()
  return startsAt ? { dateTime: new Date(startsAt).toISOString(), children: time(startsAt) } : null
}
/** The start time; nothing where it is unknown or has passed. */
export const Time = /* @__PURE__ */ part('NotLiveScreen.Time', 'time', 'not-live-screen-time', useTime)

function useEstimate() {
  const startsAt = useNotLive()?.startsAt
  return startsAt ? { 'data-slot': 'estimate', children: <StartsIn at={startsAt} /> } : null
}
/** The time until the start. */
export const Estimate = /* @__PURE__ */ part(
  'NotLiveScreen.Estimate',
  'span',
  'not-live-screen-estimate',
  useEstimate,
)

function useLine() {
  const words = useNotLive()
  return words && { 'data-slot': 'line', children: words.line }
}
export const Line = /* @__PURE__ */ part('NotLiveScreen.Line', 'p', 'not-live-screen-line', useLine)

function useLeave() {
  const words = useNotLive()
  const { leave } = useSessionActions()
  return words && { 'data-action': 'secondary', onClick: () => leave(), children: words.leave }
}
export const Leave = /* @__PURE__ */ part('NotLiveScreen.Leave', 'button', 'not-live-screen-leave', useLeave)
