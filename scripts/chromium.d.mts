/** Finds a Chromium, or installs it: answers its path, or a sentence that says how to get one. */
export declare const ensureChromium: () => { readonly path: string; readonly missing?: undefined } | { readonly path?: undefined; readonly missing: string }
