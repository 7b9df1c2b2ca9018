/** What the game's server says, and what pages ask of it. Names follow `netsustain/app/game/views.py`. */
import type { Lang } from "../lib/api";

export type Phase = "lobby" | "play" | "debrief";
export type Series = Record<string, number[]>;

export interface Seat {
  row: number;
  name: string;
  kind: string;
  status: string;
}

/** What everybody sees; changes when a turn is played or the facilitator changes something. */
export interface RoomView {
  title: Record<Lang, string>;
  question: Record<Lang, string>;
  phase: Phase;
  turn: number;
  round: number;
  month: number;
  months: number;
  start: string;
  over: boolean;
  ended: string;
  months_a_turn: number;
  locked: boolean;
  revealed: boolean;
  deadline: number | null;
  series: Series;
  /** The same network with every member left to the rules; once it is revealed. */
  agents: Series | null;
  shocks: [number, Record<string, unknown>][];
  happened: [number, string, number][];
  seats: Seat[];
}

/** What changes while a turn is open. */
export interface Pulse {
  /** Up to which record of the journal this is said. */
  records: number;
  people: number;
  seated: number;
  online: number;
  decided: number;
  taken: number[];
}

export interface Decision {
  effort: number;
  takes: 0 | 1 | 2;
  turns_to: number | null;
  accepts: number[];
  lets_go: number | null;
  part: "stay" | "leave";
}

export interface Partner {
  row: number;
  effort: number;
  trust: number;
  joint: boolean;
}

export interface OwnSeat {
  status: string;
  /** Staff-days a month, and how many of them meetings took. */
  days: number;
  bound: number;
  effort: number;
  /** Effort that the rule would have given last month; once it is revealed. */
  rule: number | null;
  value: number;
  fatigue: number;
  fairness: number;
  trusted: number;
  trusts: number;
  benefit: number;
  alone: number;
  ahead: number;
  leader: { vacant: number; months: number };
  partners: Partner[];
  asking: number[];
  agreed: number[];
  decision: Decision | null;
  standing: Decision | null;
  history: Record<string, (number | null)[]>;
}

export interface PersonView {
  code: string;
  name: string;
  row: number | null;
  seat: OwnSeat | null;
}

/** What only the facilitator sees. */
export interface DeskView {
  people: { code: string; name: string; row: number | null; here: boolean; decided: boolean }[];
  /** `disk` while nothing can be saved; else empty. */
  trouble: string;
  agents: Series;
  efforts: { month: number; seats: number; people: number | null; rules: number | null }[];
}

export interface Refused {
  id: string | null;
  code: string;
  message: string;
}

async function asked(path: string, body?: unknown): Promise<any> {
  const options = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(said.message), { code: said.code });
  return said;
}

export const about = (): Promise<{ host: boolean; person: boolean }> => asked("api/game");
export const join = (code: string, name: string): Promise<{ person: string }> => asked("api/game/join", { code, name });
export const lead = (secret: string): Promise<void> => asked("api/game/lead", { secret });
export const leave = (): Promise<void> => asked("api/game/leave", {});
export const code = (): Promise<{ code: string; address: string; link: string; qr: string }> => asked("api/game/code");
