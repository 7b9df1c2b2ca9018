/** The facilitator's desk: the connection, what stands on the wall, and what is about to be done. */
import { room as stage } from "../lib/room.svelte";
import { words } from "../lib/words.svelte";
import type { Film } from "../lib/wire";
import { Table } from "./table.svelte";
import * as wire from "./wire";

/** What the room can be struck by, in the order of the list, as events of a scenario file. */
export const SHOCKS: Record<string, Record<string, unknown>> = {
  director: { transfer: { who: "director" } },
  director_handover: { transfer: { who: "director", handover: 3 } },
  budget: { budget: { level: 0.5 } },
  crisis: { crisis: { months: 6 } },
  scandal: { scandal: { severity: 0.7 } },
  platform: { set: { platform: 0.8, two_way_feedback: 0.6 } },
  meet: { communication: { policy: "face_to_face" } },
  relaunch: { relaunch: {} },
};
/** The shock of each round in the script of ninety minutes. */
export const PLANNED = ["director", "budget", "crisis"];

/** Something that wants a second word before it is done. */
export interface Asked {
  what: "play" | "happen" | "finish" | "round";
  shock?: string;
}

class Desk {
  table = new Table("host");
  way = $state.raw<Awaited<ReturnType<typeof wire.code>> | null>(null);
  film = $state.raw<Film | null>(null);
  agents = $state.raw<Film | null>(null);
  bar = $state(true);
  people = $state(false);
  door = $state<"shown" | "hidden">("hidden");
  asked = $state<Asked | null>(null);
  /** Seconds of a turn; 0 without a countdown. */
  seconds = $state(0);
  automatic = $state(false);

  private filmed = "";

  /** Whether no more turns can be played: the last month is done, or the network has ended. */
  get done(): boolean {
    const room = this.table.room;
    return !room || room.over || room.ended !== "alive";
  }

  async open(): Promise<void> {
    words.texts = await (await fetch("api/game/texts")).json();
    const secret = /&([\w-]{20,})/.exec(location.hash)?.[1];
    if (secret) {
      history.replaceState(null, "", `#${words.lang}`); // it must not stand on the wall
      await wire.lead(secret);
    }
    this.way = await wire.code();
    this.table.open();
  }

  /** Films of the months played so far; asked for once a month and reveal. */
  async renew(month: number, revealed: boolean): Promise<void> {
    const key = `${month} ${revealed}`;
    if (this.filmed === key) return;
    this.filmed = key;
    const [film, agents] = await Promise.all([wire.film(false), revealed ? wire.film(true) : null]);
    if (this.filmed !== key) return;
    this.film = film;
    this.agents = agents;
    stage.playing = false;
    stage.month = month;
  }

  /** Ask whether something is meant; a turn in which everybody has decided is played at once. */
  ask(what: Asked["what"], shock?: string): void {
    const pulse = this.table.pulse;
    if (what === "play" && pulse && pulse.decided === pulse.seated && this.asked === null) this.play();
    else if (what === "play" && this.asked?.what === "play") this.play();
    else this.asked = { what, shock };
  }

  play(): void {
    this.asked = null;
    this.table.lead("play");
    if (this.seconds) this.countDown();
  }

  /** Give the room so many seconds from now on. */
  countDown(): void {
    this.table.lead("set", { what: { deadline: this.seconds ? Date.now() / 1000 + this.seconds : null } });
  }

  sure(): void {
    const asked = this.asked;
    this.asked = null;
    if (!asked) return;
    if (asked.what === "play") this.play();
    else if (asked.what === "happen") this.table.lead("happen", { what: SHOCKS[asked.shock!] });
    else if (asked.what === "round") this.table.lead("set", { what: { round: this.table.room!.round + 1 } });
    else this.table.lead("finish");
  }
}

export const desk = new Desk();
