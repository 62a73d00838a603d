import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { LiveCommands } from '../../domain/live-commands.js'
import type { LiveSessionRef } from '../../domain/live.js'
import type { CallContext } from '../../domain/port.js'
import type { TencentClient } from './client.js'
import { reqId } from './live-start.js'
import { liveOperations as operations } from './operations/live.js'

/** The most that one text may be long, in UTF-8 (1211/62113). */
const MOST_TEXT_BYTES = 4000

/**
 * Commands to a session by HTTP (1211/62120): texts. More than a second must lie between two to one session; a text that comes
 * sooner waits here for its turn, as long as its caller does.
 */
export function createLiveCommands({ call }: Pick<TencentClient, 'call'>): LiveCommands {
  const send = async ({ session }: LiveSessionRef, data: object, context: CallContext) => {
    const id = reqId()
    await call(operations.command, { ReqId: id, SessionId: session, Command: 'SEND_TEXT', Data: data }, context, session)
    return { commandId: id }
  }
  return {
    async speak(ref, { text, timing, role, ruleIndex }, { skipReview }, context) {
      limits.unused('TENCENT', { role, ruleIndex, skipReview })
      if (timing !== null && timing !== 'NOW') throw badInput(`timing: expected NOW or nothing: TENCENT says a text at once, got ${timing}.`, { field: 'timing' })
      if (text.trim() === '') throw badInput('text: expected a text to say; interruptLive breaks off what is being said.', { field: 'text' })
      limits.bytes('text', text, MOST_TEXT_BYTES)
      // Without NotUseChat a project that is bound to a chat bot would answer the text instead of saying it.
      return send(ref, { Text: text, ChatCommand: 'NotUseChat', ...(timing === 'NOW' && { Interrupt: true }) }, context)
    },
    interrupt: (ref, context) => send(ref, { Text: '', Interrupt: true }, context),
  }
}
