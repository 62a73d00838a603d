import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import { accountFor, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { payloadOf, type Payload } from '../payload.js'
import { withUserErrors } from '../user-error.js'
import { roomMethod } from './live-ability.js'
import { CreateLiveRoomInput, DeleteLiveRoomInput, roomDraft, UpdateLiveRoomInput } from './live-room-inputs.js'
import { LiveRoom } from './live-room.js'

const payload = (mutation: string, description: string) => payloadOf(mutation, 'liveRoom', LiveRoom, description)

const CreateLiveRoomPayload = payload('createLiveRoom', 'The new room.')
const UpdateLiveRoomPayload = payload('updateLiveRoom', 'The room, as it is now.')
const DeleteLiveRoomPayload = payload('deleteLiveRoom', 'The room that was deleted: its `id` alone can still be read.')

type RoomPayload = Payload<'liveRoom', LiveRoom>
const NOTHING: { liveRoom: LiveRoom | null } = { liveRoom: null }

/** The commands over live rooms. */
@Resolver()
export class LiveRoomMutations {
  @Mutation(() => CreateLiveRoomPayload, { description: 'Creates a live room (Huawei 6.1.1). The vendor is asked to call back about its sessions, unless the input names another receiver.' })
  createLiveRoom(@Arg('input', () => CreateLiveRoomInput, { description: 'What the room shall be, and where.' }) input: CreateLiveRoomInput, @Ctx() context: GraphContext): Promise<RoomPayload> {
    return withUserErrors(NOTHING, async () => {
      const account = accountFor(context, input.account, 'liveRooms', { can: ({ liveRooms }) => liveRooms && 'create' in liveRooms })
      const create = roomMethod(account, 'create')
      return { liveRoom: new LiveRoom(account.slug, await create(roomDraft(input, account.slug), context.call)) }
    })
  }

  @Mutation(() => UpdateLiveRoomPayload, { description: 'Changes a live room (Huawei 6.1.4). The vendor is asked to call back about its sessions, unless the input names another receiver.' })
  updateLiveRoom(@Arg('input', () => UpdateLiveRoomInput, { description: 'Which room, and what it shall be.' }) input: UpdateLiveRoomInput, @Ctx() context: GraphContext): Promise<RoomPayload> {
    return withUserErrors(NOTHING, async () => {
      const { account: slug, key } = decodeIdOf('LiveRoom', input.id, 'input.id')
      const update = roomMethod(accountOf(context.services, slug), 'update')
      const updated = await update(key, roomDraft(input, slug), context.call)
      context.loaders(slug).liveRoom.clear(key)
      return { liveRoom: new LiveRoom(slug, key, updated) }
    })
  }

  @Mutation(() => DeleteLiveRoomPayload, { description: 'Deletes a live room (Huawei 6.1.5).' })
  deleteLiveRoom(@Arg('input', () => DeleteLiveRoomInput, { description: 'Which room.' }) input: DeleteLiveRoomInput, @Ctx() context: GraphContext): Promise<RoomPayload> {
    return withUserErrors(NOTHING, async () => {
      const { account: slug, key } = decodeIdOf('LiveRoom', input.id, 'input.id')
      await roomMethod(accountOf(context.services, slug), 'delete')(key, context.call)
      context.loaders(slug).liveRoom.clear(key)
      return { liveRoom: new LiveRoom(slug, key) }
    })
  }
}
