/** The code of a system error: ENOSPC, EROFS, …; EIO for what has none. */
export const systemCode = (error: unknown): string => {
  const code: unknown = typeof error === 'object' && error !== null ? (error as { readonly code?: unknown }).code : undefined
  return typeof code === 'string' ? code : 'EIO'
}
