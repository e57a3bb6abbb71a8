/** What style elements have to carry under the page's Content Security Policy; its server writes it into the page, another one each time. */
export const STYLE_NONCE = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

// react-style-singleton, by which an open dialog keeps the page from scrolling, asks here (get-nonce)
Object.assign(globalThis, { __webpack_nonce__: STYLE_NONCE });
