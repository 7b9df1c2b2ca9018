/** What a participant's page knows and does: the place at the table, the decision being made, names of organisations. */
import { number, words } from "../../lib/words.svelte";
import { Table } from "../table.svelte";
import type { Decision, OwnSeat, PersonView, RoomView, Seat } from "../wire";

export type Tab = "turn" | "ties" | "own";
const STEP = 0.05;
const PLAIN: Decision = { effort: 0, takes: 0, turns_to: null, accepts: [], lets_go: null, part: "stay" };

class Phone {
  table = new Table("person");
  tab = $state<Tab>("turn");
  choosing = $state(false);
  draft = $state<Decision>({ ...PLAIN });
  /** Which seat and turn the draft belongs to, and whether a hand has changed it. */
  private of = "";
  private touched = false;
  private seen: PersonView | null = null;
  private turn = 0;

  get room(): RoomView {
    return this.table.room!;
  }

  get seat(): OwnSeat {
    return this.table.person!.seat!;
  }

  get row(): number | null {
    return this.table.person!.row ?? (this.room.phase === "debrief" ? (this.table.person!.last?.row ?? null) : null);
  }

  get name(): string {
    return this.row === null ? "" : this.nameOf(this.row);
  }

  /** Whether a decision can be made at all. */
  get playing(): boolean {
    return this.room.phase === "play" && !this.room.over && this.room.ended === "alive";
  }

  get decided(): boolean {
    return this.seat.decision !== null && same(this.seat.decision, this.draft) && this.table.unsaved === 0;
  }

  seatOf = (row: number): Seat | undefined => this.room.seats.find((each) => each.row === row);

  nameOf = (row: number): string => this.seatOf(row)?.name ?? this.room.merged[row] ?? "–";

  kindOf = (row: number): string => words.say(`app.kind_${this.seatOf(row)?.kind ?? "school"}`);

  taken = (row: number): boolean => this.table.pulse?.taken.includes(row) ?? false;

  /** Calendar months of the turn that is open. */
  when(): string {
    const { start, month, months, months_a_turn } = this.room;
    const [first, last] = [month + 1, Math.min(month + months_a_turn, months)];
    const said = [first, last].map((each) => words.calendar(start, each));
    return first >= last ? said[0] : words.say("phone.to", { first: said[0], last: said[1] });
  }

  show(tab: Tab): void {
    this.tab = tab;
    scrollTo(0, 0);
  }

  /** Change something of the decision; it counts when it is confirmed. */
  change(part: Partial<Decision>): void {
    this.touched = true;
    this.draft = { ...this.draft, ...part };
  }

  confirm(): void {
    this.touched = false;
    this.draft = { ...this.draft, accepts: this.draft.accepts.filter((row) => this.seat.asking.includes(row)) };
    this.table.decide(this.draft);
  }

  /** Begin the draft of a new turn or seat, and show what happened; take over what the server knows while nobody has changed it here. */
  follow(): void {
    const { room, person } = this.table;
    if (!room || !person?.seat || this.table.unsaved) return;
    const of = `${room.turn} ${person.row}`;
    if (of === this.of && (this.touched || person === this.seen)) return;
    if (this.turn && this.turn !== room.turn) this.show("turn");
    [this.of, this.touched, this.seen, this.turn] = [of, false, person, room.turn];
    this.draft = begun(person.seat);
  }
}

/** What a decision starts from: the one made, the one that stands, or what the model gave last. */
function begun(seat: OwnSeat): Decision {
  const known = seat.decision ?? seat.standing;
  if (known) return { ...PLAIN, ...known };
  return { ...PLAIN, effort: Math.round(seat.effort / STEP) / Math.round(1 / STEP), part: seat.status === "left" ? "leave" : "stay" };
}

function same(one: Decision, other: Decision): boolean {
  const written = (each: Decision): string =>
    JSON.stringify([each.effort.toFixed(3), each.takes, each.turns_to, [...each.accepts].sort(), each.lets_go, each.part]);
  return written(one) === written(other);
}

/** A share as a whole number of hundredths. */
export const percent = (share: number | null | undefined): string => number(share == null ? null : 100 * share);

export const phone = new Phone();
