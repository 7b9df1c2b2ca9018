/** A play as a link: packed into the part of the address that never leaves the browser. */
import type { Play } from "./api";

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const piped = new Blob([bytes as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

/** The address of this page with a play in it. */
export async function linkOf(play: Play, lang: string): Promise<string> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(play)), new CompressionStream("deflate-raw"));
  const letters = btoa(String.fromCharCode(...packed)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${location.href.split("#")[0]}#${lang}&play=${letters}`;
}

/** The play in an address; null where there is none that can be read. */
export async function playOfLink(hash: string): Promise<Play | null> {
  const letters = /play=([\w-]+)/.exec(hash)?.[1];
  if (!letters) return null;
  try {
    const packed = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await through(packed, new DecompressionStream("deflate-raw"))));
  } catch {
    return null;
  }
}
