/** The part of bidi-js that is used; it brings no types of its own. */
declare module 'bidi-js' {
  interface Bidi {
    /** UAX #9: a level for each UTF-16 unit, and for each paragraph. */
    getEmbeddingLevels(text: string): {
      readonly levels: Uint8Array;
      readonly paragraphs: readonly { readonly level: number }[];
    };
    /** The sign that points the other way; null where it is its own. */
    getMirroredCharacter(sign: string): string | null;
  }
  export default function bidiFactory(): Bidi;
}
