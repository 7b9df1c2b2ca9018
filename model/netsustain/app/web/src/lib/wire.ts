/** Reading a film: a JSON header, then arrays as they lie in memory (see `netsustain/app/wire.py`). */

export interface Film {
  months: number;
  /** First calendar month, `YYYY-MM`. */
  start: string;
  names: string[];
  kinds: string[];
  /** Month of joining, 0 for founders. */
  joined: number[];
  ended: "alive" | "dissolved" | "completed" | "never_formed";
  end_month: number | null;
  cause: string;
  trigger: string;
  /** Month, what happened, to which member (-1 = to the network). */
  happened: [number, string, number][];
  /** Names of the columns of `values.series`. */
  series: string[];
  values: Values;
}

interface Values {
  status: Uint8Array;
  effort: Uint8Array;
  trust: Uint8Array;
  value: Uint8Array;
  fatigue: Uint8Array;
  post: Uint8Array;
  tie_start: Uint32Array;
  tie_a: Uint16Array;
  tie_b: Uint16Array;
  tie_trust: Uint8Array;
  tie_marks: Uint8Array;
  place: Float32Array;
  series: Float32Array;
}

export const ABSENT = 255;
export const ACTIVE = 0;
export const DORMANT = 1;
export const VACANT = 1;
export const NEW_LEADER = 2;
export const CORE = 4;

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float32: Float32Array } as const;

export function unpacked(buffer: ArrayBuffer): Film {
  const magic = new TextDecoder().decode(buffer.slice(0, 4));
  if (magic !== "NSF1") throw new Error(`not a film: ${magic}`);
  const length = new DataView(buffer).getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const values: Record<string, ArrayLike<number>> = {};
  for (const { name, dtype, shape, offset } of header.arrays) {
    const size = shape.reduce((product: number, side: number) => product * side, 1);
    values[name] = new ARRAYS[dtype as keyof typeof ARRAYS](buffer, 8 + length + offset, size);
  }
  delete header.arrays;
  return { ...header, values };
}

/** A monthly column at a month (1 to the horizon). */
export function at(film: Film, column: string, month: number): number {
  const place = film.series.indexOf(column);
  const row = Math.min(Math.max(month, 1), film.months) - 1;
  return film.values.series[row * film.series.length + place];
}

/** Whether the network is alive in a month. */
export function isAlive(film: Film, month: number): boolean {
  return film.end_month === null || month < film.end_month;
}
