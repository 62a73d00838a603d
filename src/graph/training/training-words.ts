import type { TrainingStage as Stage } from '../../domain/jobs.js'
import type { VideoChange as Change } from '../../domain/training/ability.js'
import type {
  ActionSpan,
  AvatarEdition as AvatarEditionName,
  Matting as MattingName,
  RequiredAction as Action,
  TrainingKind as Kind,
  VoiceEdition as Edition,
  VoicePurpose as Purpose,
  VoiceUploadMode as UploadMode,
} from '../../domain/training/job.js'
import type { TrainingActor as Actor, TrainingComment, TrainingFile as File, TrainingStep as Step } from '../../domain/training/record.js'
import { graphEnum } from '../enums.js'

/** What a training makes, as a GraphQL enum. */
export const TrainingKind = graphEnum<Kind>('TrainingKind', 'What a training makes.', {
  AVATAR: 'A virtual human, from video of a person.',
  VOICE: 'A voice, from recordings of a person.',
})

/** The stages of a training, as a GraphQL enum. */
export const TrainingStage = graphEnum<Stage>('TrainingStage', 'How far a training has come. It may be sent back to an earlier stage.', {
  UPLOAD: 'Its files are being collected.',
  REVIEW: 'Its files are being reviewed, by machines and people.',
  PREPROCESS: 'Its files are being prepared.',
  TRAIN: 'It is being trained, and made ready for use.',
  CONFIRM: 'Its result is being judged.',
  DONE: 'It is done.',
})

/** What a caller has to do, as a GraphQL enum. */
export const RequiredAction = graphEnum<Action>('RequiredAction', 'What the caller has to do before a training can go on.', {
  UPLOAD: 'Upload the files, then submitTraining.',
  UPLOAD_AGAIN:
    'Put right what the review found (`failure`, `review`, `operationLog`), upload again (an avatar: updateAvatarTraining gives new addresses; a voice: `uploads` has them), then submitTraining.',
  CONFIRM: 'Judge the result (`demoVideoUrls`), then confirmTraining.',
  REPLY: 'The result was rejected: say what is wrong and answer the questions in `comments` with replyToTraining.',
  RESUME: 'It was paused: resumeTraining lets it go on.',
})

/** How the background is cut away, as a GraphQL enum. */
export const Matting = graphEnum<MattingName>('Matting', 'How the background of an avatar is cut away.', {
  AI: 'By a machine.',
  MANUAL: 'By hand.',
  UNKNOWN: 'In a way that this version of AvatarGraph has no word for.',
})

/** What an avatar does in a part of its video, as a GraphQL enum. */
export const ActionSpanType = graphEnum<ActionSpan['type']>('ActionSpanType', 'What an avatar does in a part of its video.', {
  SILENCE: 'It is silent.',
  ACTION: 'It acts.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** The editions of avatar training, as a GraphQL enum. */
export const AvatarEdition = graphEnum<AvatarEditionName>('AvatarEdition', 'The edition of an avatar training: what it is made from, and how fine it gets.', {
  STUDIO: 'From a film of 2 to 10 minutes, shot in a studio (Tencent IMAGE, 1211/62060).',
  GENERAL: 'From any film of 1 to 10 minutes (Tencent IMAGE_GENERAL, 1211/62060).',
  ULTRA_HD: 'From a film of 2 to 10 minutes in 4K, for pictures in 4K (Tencent IMAGE_4K, 1211/62060).',
  PHOTO: 'From a photo (Tencent IMAGE_PHOTO, 1211/62060).',
  UNKNOWN: 'An edition that this version of AvatarGraph has no word for.',
})

/** The editions of voice training, as a GraphQL enum. */
export const VoiceEdition = graphEnum<Edition>('VoiceEdition', 'The edition of a voice training. BASIC, ADVANCED and PREMIUM can be created at Huawei, BASIC and ZERO_SHOT at Tencent.', {
  BASIC: 'From 20 sentences (Huawei BASIC), or from one recording (Tencent VOICE, 1211/62069).',
  ADVANCED: 'From 100 sentences (Huawei 8.4 MIDDLE).',
  PREMIUM: 'From one long recording (Huawei ADVANCE).',
  ZERO_SHOT: 'From a few seconds that passed checkVoiceSample (Tencent ZERO_SHOT_VOICE, 1211/62079).',
  LARGE_MODEL: 'A large model for Chinese and English.',
  LARGE_MODEL_MULTILINGUAL: 'A large model for Chinese and languages other than English.',
  FLEXUS: 'From the features that a large model hears (Huawei FLEXUS).',
  THIRD_PARTY: 'Trained by a third party.',
  UNKNOWN: 'An edition that this version of AvatarGraph has no word for.',
})

/** How the material of a voice is handed in, as a GraphQL enum. */
export const VoiceUploadMode = graphEnum<UploadMode>('VoiceUploadMode', 'How the material of a voice is handed in.', {
  PACKAGE: 'All in one .zip file: 0.wav and 0.txt, 1.wav and 1.txt …; for the edition PREMIUM the recording alone.',
  SENTENCES: 'Sentence by sentence, each confirmed with confirmVoiceSegment.',
  UNKNOWN: 'Not told.',
})

/** What a voice is trained for, as a GraphQL enum. */
export const VoicePurpose = graphEnum<Purpose>('VoicePurpose', 'What a voice is trained for.', {
  ECOMMERCE: 'Selling in live streams.',
  NEWS: 'Reading news.',
  MARKETING: 'Advertising.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** Whether a video is the first one, as a GraphQL enum. */
export const VideoChange = graphEnum<Change>('VideoChange', 'Whether a training video is the first one.', {
  NEW: 'It is (Huawei 7.6 UPLOAD_VIDEO).',
  REPLACEMENT: 'It stands in for one that was uploaded before (Huawei 7.6 UPDATE_VIDEO).',
})

/** What a file is to a training, as a GraphQL enum. */
export const TrainingFile = graphEnum<File>('TrainingFile', 'What a file is to a training.', {
  TRAINING_VIDEO: 'The video of the person, or a part of it: MP4, 1080p or 4K, 3 to 10 minutes at Huawei; MP4 or MOV, upright or across, 25 to 60 frames a second, at most 5 GB (4K: 10 GB) at Tencent.',
  COVER: 'The cover picture.',
  ID_CARD_FRONT: "The front of the person's ID card.",
  ID_CARD_BACK: "The back of the person's ID card.",
  AUTHORIZATION_LETTER: "The person's letter of authorization; a PDF at Tencent (1211/62060).",
  PACKAGE: 'All material of a voice, as a .zip file.',
  SENTENCE_AUDIO: 'The recording of one sentence, as a .wav file.',
  SENTENCE_TEXT: 'The text of one sentence, as a .txt file.',
  ATTACHMENT: 'What goes with a comment.',
  PHOTO: 'The photo that an avatar is made from.',
  AUTHORIZATION_VIDEO: 'A film in which the person agrees: MP4.',
  ALPHA_VIDEO: 'The training video with its transparency.',
  DRIVING_AUDIO: 'What is heard in the demonstration, as a .wav file.',
  VOICE_RECORDING: 'The recording that a voice is trained from.',
  VOICE_SAMPLE: 'The short recording that a voice of the edition ZERO_SHOT is made from.',
})

/** Who did something to a training, as a GraphQL enum. */
export const TrainingActor = graphEnum<Actor>('TrainingActor', 'Who did something to a training.', {
  USER: 'The caller, here or elsewhere.',
  ADMIN: "The vendor's people.",
  SYSTEM: "The vendor's machines.",
  UNKNOWN: 'Somebody whom this version of AvatarGraph has no word for.',
})

/** What was done to a training, as a GraphQL enum. */
export const TrainingStep = graphEnum<Step>('TrainingStep', 'What was done to a training.', {
  CREATED: 'It was created.',
  SUBMITTED: 'It was handed in for review.',
  AUTO_REVIEW_PASSED: 'It passed the review by machines.',
  AUTO_REVIEW_FAILED: 'It did not pass the review by machines.',
  MANUAL_REVIEW_PASSED: 'It passed the review by people.',
  MANUAL_REVIEW_FAILED: 'It did not pass the review by people.',
  TRAINING_DATA_PREPROCESSING_STARTED: 'The preparation of the training data began.',
  TRAINING_DATA_PREPROCESSING_DONE: 'The training data were prepared.',
  TRAINING_DATA_PREPROCESSING_FAILED: 'The preparation of the training data failed.',
  TRAINING_STARTED: 'The training began.',
  TRAINING_DONE: 'The training succeeded.',
  TRAINING_FAILED: 'The training failed.',
  TRAINING_STOPPED: "The vendor's people stopped the training.",
  INFERENCE_DATA_PREPROCESSING_STARTED: 'The preparation of the inference data began.',
  INFERENCE_DATA_PREPROCESSING_DONE: 'The inference data were prepared.',
  INFERENCE_DATA_PREPROCESSING_FAILED: 'The preparation of the inference data failed.',
  TAGGED_VIDEO_STARTED: 'The making of the tagged video began.',
  TAGGED_VIDEO_DONE: 'The tagged video was made.',
  TAGGED_VIDEO_FAILED: 'The making of the tagged video failed.',
  VERIFICATION_VIDEO_STARTED: 'The making of the video to judge the result by began.',
  VERIFICATION_VIDEO_DONE: 'The video to judge the result by was made.',
  VERIFICATION_VIDEO_FAILED: 'The making of the video to judge the result by failed.',
  RECOGNITION_DONE: 'Mask and actions were recognized.',
  RECOGNITION_FAILED: 'Mask and actions could not be recognized.',
  MASK_UPLOADED: 'The mask was uploaded.',
  VIDEO_REPLACED: 'The training video was replaced.',
  CALIBRATED: 'The times of actions were calibrated.',
  COMPILATION_DONE: 'The model was compiled.',
  COMPILATION_FAILED: 'The compilation of the model failed.',
  COMPLETED: 'All was done.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for; `vendorStep` has the word of the vendor.',
})

/** What kind of remark a comment is, as a GraphQL enum. */
export const TrainingCommentKind = graphEnum<TrainingComment['kind']>('TrainingCommentKind', 'What kind of remark a comment is.', {
  REJECTION: 'The caller turned a result down.',
  COMMENT: 'The caller said something.',
  VENDOR_REPLY: "The vendor's people said something.",
  UNKNOWN: 'One that this version of AvatarGraph has no word for.',
})
