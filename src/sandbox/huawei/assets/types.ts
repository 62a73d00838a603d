/** The types of assets (section 4.1.1, corrected spelling). */
export const ASSET_TYPES = ['VOICE_MODEL', 'VIDEO', 'IMAGE', 'PPT', 'MUSIC', 'AUDIO', 'COMMON_FILE', 'HUMAN_MODEL_2D', 'BUSINESS_CARD_TEMPLET', 'HUMAN_MODEL', 'SCENE', 'ANIMATION', 'MATERIAL', 'NORMAL_MODEL'] as const
export type AssetType = (typeof ASSET_TYPES)[number]

/** Types that only the system's administrator uploads. */
export const RESERVED_TYPES: ReadonlySet<string> = new Set(['VOICE_MODEL', 'HUMAN_MODEL_2D'])

/** The categories of files that a type of asset may have (section 4.2.1, note on asset_file_category); types that the note leaves out take MAIN, COVER and OTHER. */
export const FILE_CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  PPT: ['MAIN', 'COVER', 'PAGE', 'OTHER'],
  VOICE_MODEL: ['MAIN', 'SAMPLE', 'OTHER'],
  HUMAN_MODEL_2D: ['MAIN', 'COVER', 'SAMPLE', 'OTHER'],
  HUMAN_MODEL: ['MAIN', 'COVER', 'OTHER', 'WHOLE_MODEL', 'USER_MODIFIED_MODEL'],
  BUSINESS_CARD_TEMPLET: ['MAIN', 'COVER'],
}
export const USUAL_CATEGORIES = ['MAIN', 'COVER', 'OTHER'] as const
