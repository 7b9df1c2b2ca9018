/** What the game's server says, and what pages ask of it. Names follow `netsustain/app/game/views.py`. */
import type { Lang } from "../lib/api";
import { unpacked, type Film } from "../lib/wire";

export type Phase = "lobby" | "play" | "debrief";
export type Series = Record<string, number[]>;

export interface Seat {
  row: number;
  name: string;
  kind: string;
  status: string;
  /** Staff-days a month, number of ties, travel burden from 0 (next door) to 1 (a day's travel). */
  days: number;
  ties: number;
  remoteness: number;
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
  /** Month in which the network ended; 0 while it lives. */
  end_month: number;
  /** Months of the last turn. */
  played: number;
  /** Names of organisations that were merged into others, by row. */
  merged: Record<string, string>;
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
  /** Time of the server, in seconds since 1970. */
  now: number;
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
  /** Mean trust of partners in the seat, and of the seat in partners; null without partners. */
  trusted: number | null;
  trusts: number | null;
  benefit: number;
  alone: number;
  ahead: number;
  leader: { vacant: number; months: number };
  partners: Partner[];
  /** Partners won and lost in the last turn. */
  won: number[];
  lost: number[];
  asking: number[];
  agreed: number[];
  decision: Decision | null;
  standing: Decision | null;
  history: History;
}

export type By = "person" | "paper" | "standing" | "other" | "rules";
export type Course = (number | null)[];

/** A seat by month, from month 1. */
export interface History {
  effort: Course;
  value: Course;
  benefit: Course;
  alone: Course;
  fatigue: Course;
  fairness: Course;
  trust: Course;
  trusted: Course;
  /** Benefit of working together beyond working alone, summed up to the month. */
  ahead: number[];
  by: By[];
  /** Effort that the rule would have given in the same place; once it is revealed. */
  rule: Course | null;
}

export interface PersonView {
  code: string;
  name: string;
  row: number | null;
  /** The organisation played last in a turn that is over, and whether it has merged into another. */
  last: { row: number; name: string; merged: boolean } | null;
  /** The seat, or in the debrief that of the organisation played last. */
  seat: OwnSeat | null;
}

/** Everything that is said of a person to the facilitator. */
export interface DeskPerson {
  code: string;
  name: string;
  row: number | null;
  here: boolean;
  decided: boolean;
  /** Plays on paper slips. */
  paper: boolean;
}

/** What only the facilitator sees. */
export interface DeskView {
  people: DeskPerson[];
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

export async function film(agents: boolean): Promise<Film> {
  const answer = await fetch(`api/game/film${agents ? "?agents=1" : ""}`);
  if (!answer.ok) throw new Error(await answer.text());
  return unpacked(await answer.arrayBuffer());
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
