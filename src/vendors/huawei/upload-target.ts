import type { UploadHeader, UploadTarget } from '../../domain/files.js'

/**
 * An address of Huawei's object store for one PUT. Its signature says in `Expires` until when it holds (Unix seconds);
 * where it does not, the vendor does not tell.
 */
export function uploadTarget(url: string, headers: UploadHeader[] = []): UploadTarget {
  const expires = URL.canParse(url) ? Number(new URL(url).searchParams.get('Expires')) : 0
  return { url, method: 'PUT', headers, expiresAt: expires > 0 ? new Date(expires * 1_000) : null }
}
