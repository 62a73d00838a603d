/** The simulator's credentials: constants, and plainly not real ones. */
export const CREDENTIALS = {
  appKey: 'sandbox0appkey0of0tencent0000000',
  accessToken: 'sandbox0accesstoken0not0a0real01',
  /** Key of an avatar of the world, which once also named the project. */
  virtualmanKey: 'sandbox0virtualman0key0000000001',
  projectId: 'sandbox0project0id00000000000001',
  liveSignKey: 'sandbox-live-sign-key-not-a-real-one',
} as const
