/** The head of an MP4 file, enough for who looks at the first bytes only: the simulators film nothing. */
export const MP4 = Buffer.from('0000001c6674797069736f6d0000020069736f6d69736f3261766331' + '0000000866726565', 'hex')

/** The head of a WebM file. */
export const WEBM = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff', 'hex')
