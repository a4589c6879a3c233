import type { NodeAPI, NodeMessageInFlow } from 'node-red'
import type { Dispatch } from '../courier/dispatch'

/** What is known of a Dispatch while its alert waits. */
type DispatchToCome = Pick<Dispatch, 'id'>

/** The same message with its Dispatch; a copy of it where it takes no new property (a flow can freeze its messages). */
export const withDispatch = (msg: NodeMessageInFlow, dispatch: Dispatch | DispatchToCome): NodeMessageInFlow => {
  try {
    return Object.assign(msg, { dispatch })
  } catch {
    return { ...msg, dispatch }
  }
}

/** A copy of the message with its Dispatch to come, for the message itself still waits. */
export const copyWithDispatch = (RED: NodeAPI, msg: NodeMessageInFlow, dispatch: DispatchToCome): object => {
  try {
    return Object.assign(RED.util.cloneMessage(msg), { dispatch })
  } catch {
    return { ...msg, dispatch } // not every message can be copied all the way down
  }
}
