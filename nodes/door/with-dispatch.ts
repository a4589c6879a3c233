import type { NodeMessageInFlow } from 'node-red'
import type { Dispatch } from '../courier/dispatch'

/** The same message with its Dispatch; a copy of it where it takes no new property (a flow can freeze its messages). */
export const withDispatch = (msg: NodeMessageInFlow, dispatch: Dispatch): NodeMessageInFlow => {
  try {
    return Object.assign(msg, { dispatch })
  } catch {
    return { ...msg, dispatch }
  }
}
