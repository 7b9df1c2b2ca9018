/** What happened in the last turn, as sentences: what struck everybody, the own organisation, partners, the others. */
import { words } from "../../lib/words.svelte";
import type { OwnSeat, RoomView } from "../wire";

/** What befalls members, the gravest first. */
const OF_MEMBERS = ["went", "merged", "new_leader", "vacant", "rested", "returned", "came"];
/** Names that a line about others carries. */
const NAMED = 3;
type Named = (row: number) => string;
type Event = Record<string, any>;

export interface News {
  ahead: string[];
  struck: string[];
  own: string[];
  partners: string[];
  others: string[];
}

export function newsOf(room: RoomView, seat: OwnSeat, row: number, nameOf: Named): News {
  const since = room.month - room.played;
  const near = new Set([...seat.partners.map((each) => each.row), ...seat.lost]);
  const happened = (what: string): number[] => [...new Set(room.happened.filter(([, each]) => each === what).map(([, , who]) => who))];
  const told = OF_MEMBERS.map((what) => ({ what, rows: happened(what) }));
  const led = room.shocks.filter(([month]) => month > since && month <= room.month);
  const known = new Set(led.map(([, what]) => kindOf(what)));
  const dated = room.happened.filter(([, what, who]) => who < 0 && !OF_MEMBERS.includes(what) && !known.has(what));
  return {
    ahead: room.shocks.filter(([month]) => month > room.month)
      .map(([month, what]) => words.say("phone.announced", { when: words.calendar(room.start, month), what: shock(what) })),
    struck: [
      ...led.map(([month, what]) => `${words.calendar(room.start, month)}: ${shock(what)}`),
      ...dated.map(([month, what]) => `${words.calendar(room.start, month)}: ${plain(what)}`),
    ],
    own: told.filter(({ what, rows }) => rows.includes(row) && words.has(`phone.own_${what}`)).map(({ what }) => words.say(`phone.own_${what}`)),
    partners: [
      ...told.flatMap(({ what, rows }) => rows.filter((each) => near.has(each)).map((each) => words.say(`phone.partner_${what}`, { who: nameOf(each) }))),
      ...line("partner_won", seat.won.map(nameOf)),
      ...line("partner_lost", gone(room, row) ? [] : seat.lost.filter((each) => !gone(room, each)).map(nameOf)),
    ],
    others: told.map(({ what, rows }) => ({ what, rows: rows.filter((each) => each !== row && !near.has(each)) }))
      .filter(({ rows }) => rows.length)
      .map(({ what, rows }) => words.say(`phone.others_${what}`, { who: listed(rows.map(nameOf)) })),
  };
}

const line = (key: string, names: string[]): string[] => (names.length ? [words.say(`phone.${key}`, { who: names.join(", ") })] : []);

/** Whether somebody left or was merged in the last turn: then a sentence of its own has said why the tie is gone. */
const gone = (room: RoomView, row: number): boolean =>
  room.happened.some(([, what, who]) => who === row && (what === "went" || what === "merged"));

function listed(names: string[]): string {
  const first = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? words.say("phone.and_more", { who: first, number: names.length - NAMED }) : first;
}

const kindOf = (event: Event): string => Object.keys(event).find((key) => words.has(`events.${key}`)) ?? "other";
const plain = (what: string): string => words.say(words.has(`events.${what}`) ? `events.${what}` : `app.pin_${what}`);

/** A shock of the facilitator in plain words; by its kind where there are none for it. */
function shock(event: Event): string {
  const kind = kindOf(event);
  const detail = event[kind] ?? {};
  const keys: Record<string, string> = { transfer: `shock_${detail.who ?? "leaders"}`, communication: `shock_${detail.policy}` };
  const key = `phone.${keys[kind] ?? `shock_${kind}`}`;
  if (!words.has(key)) return plain(kind);
  return words.say(key, { percent: Math.round(100 * (detail.level ?? 1)), months: detail.months ?? 6 });
}
