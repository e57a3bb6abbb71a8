import { canonicalJson } from '../catalog/canonical.ts';

/** SHA-256 of the canonical JSON, in hex: the same rules have the same hash, however they are laid out. Works in browsers too. */
export async function policyHash(policy: unknown): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(policy)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
