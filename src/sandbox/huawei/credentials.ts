/** The simulator's credentials: constants, and plainly not real ones. */
export const CREDENTIALS = {
  projectId: '0a5a4db0c0ffee00000000000sandbox',
  region: 'cn-north-4',
  accessKey: 'SANDBOXAK0NOTREAL000',
  secretKey: 'sandbox/secret/key/not/a/real/one/0000000',
  iamDomain: 'sandbox-domain',
  iamUser: 'sandbox-user',
  iamPassword: 'sandbox-password-not-real',
  callbackKeys: ['sandbox-callback-key-0000000001'],
} as const

/** The project that owns the vendor's own (SYSTEM) assets. */
export const SYSTEM_PROJECT = 'd6e7dde03cab4ce06f2c3cbb19f2682c'
