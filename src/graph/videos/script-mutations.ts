import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql'
import type { AssetKind as Kind } from '../../domain/assets.js'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { Orientation as OrientationName } from '../../domain/live.js'
import type { VideoScriptDraft, VideoScripts } from '../../domain/scripts.js'
import { AssetKind } from '../assets/asset-words.js'
import { abilityOf, accountFor, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { Orientation } from '../live/live-words.js'
import { payloadOf, type Payload } from '../payload.js'
import { referenceIn } from '../production/references.js'
import { withUserErrors } from '../user-error.js'
import { contentOf, VideoContentInput, type PictureDefaults } from './video-content.js'
import { VideoScript } from './video-script.js'

/** What a script consists of beyond the content of its videos; part of the inputs below. */
@InputType()
export class VideoScriptFieldsInput extends VideoContentInput {
  @Field(() => String, { nullable: true, description: 'What it is about, up to 1024 characters.' })
  description?: string | null

  @Field(() => Orientation, { nullable: true, description: 'Which way the picture lies; a new script is LANDSCAPE when nothing is said.' })
  orientation?: OrientationName | null

  @Field(() => AssetKind, { nullable: true, description: 'What kind of avatar acts: AVATAR_2D or AVATAR_3D.' })
  avatarKind?: Kind | null

  @Field(() => ID, { nullable: true, description: 'The id of a three-dimensional scene, for 3D avatars.' })
  sceneAssetId?: string | null

  @Field(() => String, { nullable: true, description: 'Anything to be kept with it, up to 8192 characters.' })
  privateData?: string | null
}

/** The input of `createVideoScript`. */
@InputType({ description: 'A new video script: a name, an avatar, a voice and scenes; defaults do the rest.' })
export class CreateVideoScriptInput extends VideoScriptFieldsInput {
  @Field(() => String, { nullable: true, description: 'The slug of the account; may be left out where only one account can do it.' })
  account?: string | null

  @Field(() => String, { description: 'Its name, 1 to 256 characters.' })
  name!: string
}

/** The input of `updateVideoScript`. */
@InputType({ description: 'What changes in a video script; what is left out stays. Lists and nested objects are replaced as a whole.' })
export class UpdateVideoScriptInput extends VideoScriptFieldsInput {
  @Field(() => ID, { description: 'The id of the script.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'Its name, 1 to 256 characters.' })
  name?: string | null
}

/** The input of `deleteVideoScript`. */
@InputType({ description: 'Which video script is deleted.' })
export class DeleteVideoScriptInput {
  @Field(() => ID, { description: 'The id of the script.' })
  id!: string
}

/** The input of `copyVideoScript`. */
@InputType({ description: 'Which video script is copied.' })
export class CopyVideoScriptInput {
  @Field(() => ID, { description: 'The id of the script.' })
  id!: string
}

const payload = (mutation: string, description: string) => payloadOf(mutation, 'videoScript', VideoScript, description)

const CreateVideoScriptPayload = payload('createVideoScript', 'The new script. Its `audioFiles` say where to send the recordings of scenes of the control AUDIO.')
const UpdateVideoScriptPayload = payload('updateVideoScript', 'The script. Its `audioFiles` say where to send the recordings of scenes of the control AUDIO.')
const DeleteVideoScriptPayload = payload('deleteVideoScript', 'The script that was deleted: its `id` alone can still be read.')
const CopyVideoScriptPayload = payload('copyVideoScript', 'The copy, a script of its own.')

type ScriptPayload = Payload<'videoScript', VideoScript>

/** The commands over video scripts. */
@Resolver()
export class VideoScriptMutations {
  @Mutation(() => CreateVideoScriptPayload, { description: 'Creates a video script (Huawei 5.1.1).' })
  createVideoScript(@Arg('input', () => CreateVideoScriptInput, { description: 'The new script.' }) input: CreateVideoScriptInput, @Ctx() context: GraphContext): Promise<ScriptPayload> {
    return answering(async () => {
      const account = accountFor(context, input.account, 'scripts')
      const draft = draftOf(account.slug, input, 'ALWAYS')
      const { nativeId, audioFiles } = await abilityOf(account, 'scripts').create({ ...draft, scenes: draft.scenes ?? [] }, context.call)
      return new VideoScript(account.slug, nativeId, { audioFiles })
    })
  }

  @Mutation(() => UpdateVideoScriptPayload, { description: 'Changes a video script (Huawei 5.1.4).' })
  updateVideoScript(@Arg('input', () => UpdateVideoScriptInput, { description: 'Which script, and what changes in it.' }) input: UpdateVideoScriptInput, @Ctx() context: GraphContext): Promise<ScriptPayload> {
    return onScript(input.id, context, async (scripts, account, key) => {
      const { audioFiles } = await scripts.update(key, draftOf(account, input, 'GIVEN'), context.call)
      return new VideoScript(account, key, { audioFiles })
    })
  }

  @Mutation(() => DeleteVideoScriptPayload, { description: 'Deletes a video script (Huawei 5.1.5).' })
  deleteVideoScript(@Arg('input', () => DeleteVideoScriptInput, { description: 'Which script.' }) input: DeleteVideoScriptInput, @Ctx() context: GraphContext): Promise<ScriptPayload> {
    return onScript(input.id, context, async (scripts, account, key) => {
      await scripts.delete(key, context.call)
      return new VideoScript(account, key)
    })
  }

  @Mutation(() => CopyVideoScriptPayload, { description: 'Copies a video script (Huawei 5.1.6).' })
  copyVideoScript(@Arg('input', () => CopyVideoScriptInput, { description: 'Which script.' }) input: CopyVideoScriptInput, @Ctx() context: GraphContext): Promise<ScriptPayload> {
    return onScript(input.id, context, async (scripts, account, key) => new VideoScript(account, await scripts.copy(key, context.call)))
  }
}

function draftOf(account: string, input: VideoScriptFieldsInput & { name?: string | null }, complete: PictureDefaults['complete']): VideoScriptDraft {
  const { orientation } = input
  if (orientation === 'UNKNOWN') throw badInput('Expected the orientation LANDSCAPE or PORTRAIT, got UNKNOWN.', { field: 'input.orientation' })
  return {
    name: input.name ?? null,
    description: input.description ?? null,
    orientation: orientation ?? null,
    avatarKind: input.avatarKind ?? null,
    sceneAsset: referenceIn(account, 'Asset', input.sceneAssetId, 'input.sceneAssetId'),
    privateData: input.privateData ?? null,
    ...contentOf(account, input, { orientation: orientation ?? 'LANDSCAPE', complete }),
  }
}

const answering = (run: () => Promise<VideoScript>): Promise<ScriptPayload> =>
  withUserErrors<{ videoScript: VideoScript | null }>({ videoScript: null }, async () => ({ videoScript: await run() }))

/** Runs a command on an existing script. What this operation had read of it before is forgotten. */
const onScript = (id: string, context: GraphContext, run: (scripts: VideoScripts, account: string, key: string) => Promise<VideoScript>): Promise<ScriptPayload> =>
  answering(async () => {
    const { account, key } = decodeIdOf('VideoScript', id, 'input.id')
    const script = await run(abilityOf(accountOf(context.services, account), 'scripts'), account, key)
    context.loaders(account).videoScript.clear(key)
    return script
  })
