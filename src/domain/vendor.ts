/** The digital-human vendors AvatarGraph unites, as the graph spells them. */
export const VENDORS = ['TENCENT', 'SENSETIME', 'HUAWEI', 'XINGYUN'] as const

/** One of {@link VENDORS}. */
export type Vendor = (typeof VENDORS)[number]
