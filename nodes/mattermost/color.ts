/** A colour that every server takes: `#rrggbb` or one of three words. */
export const color = (text: string): string | undefined =>
  /^(?:#[0-9a-f]{6}|good|warning|danger)$/i.test(text.trim()) ? text.trim() : undefined
