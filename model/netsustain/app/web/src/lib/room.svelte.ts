/** What the room looks at: a scenario, what was changed of it, the film of one network and the answer over 200. */
import * as api from "./api";
import type { Film } from "./wire";
import { playOfLink } from "./link";
import { words } from "./words.svelte";

/** A future that is kept on the screen while another way is tried. */
export interface Kept {
  play: api.Play;
  film: Film;
  estimate: api.Estimate | null;
  month: number;
}

/** Milliseconds from the last move of a slider to the film that follows: the first estimate goes before it. */
const PAUSE = 200;

class Room {
  catalogue = $state.raw<api.Catalogue | null>(null);
  details = $state.raw<api.Details | null>(null);
  scenario = $state("");
  levers = $state<Record<string, api.Dose>>({});
  parameters = $state<Record<string, number>>({});
  events = $state<api.Happening[]>([]);
  seed = $state(1);
  replicate = $state(0);

  film = $state.raw<Film | null>(null);
  /** The same network with nothing changed. */
  today = $state.raw<Film | null>(null);
  estimate = $state.raw<api.Estimate | null>(null);
  kept = $state.raw<Kept | null>(null);
  month = $state(0);
  playing = $state(false);
  /** Months a second. */
  speed = $state(4);
  selected = $state<number | null>(null);
  trouble = $state("");

  private whatif = new api.WhatIf((estimate) => {
    if (estimate.error) this.trouble = estimate.error;
    else {
      this.trouble = "";
      this.estimate = estimate;
    }
  });
  private known: { key: string; film: Film } | null = null;
  private timer = 0;
  private filmed = 0;

  get play(): api.Play {
    return {
      scenario: this.scenario,
      levers: { ...this.levers },
      parameters: { ...this.parameters },
      events: this.events.map((event) => ({ ...event })),
      cleared: false,
      seed: this.seed,
      replicate: this.replicate,
    };
  }

  get changed(): boolean {
    return Object.keys(this.levers).length + Object.keys(this.parameters).length + this.events.length > 0;
  }

  async open(): Promise<void> {
    const catalogue = await api.catalogue();
    words.texts = catalogue.texts;
    this.catalogue = catalogue;
    const linked = await playOfLink(location.hash);
    const known = catalogue.scenarios.some((each) => each.name === linked?.scenario);
    await this.choose(known ? linked!.scenario : catalogue.scenarios[0].name);
    if (known) await this.resume(linked!);
  }

  /** Take up a play that came by a link. */
  async resume(play: api.Play): Promise<void> {
    this.levers = play.levers;
    this.parameters = play.parameters;
    this.events = play.events;
    this.seed = play.seed;
    this.replicate = play.replicate;
    await this.renew();
  }

  /** Keep this future on the screen; what is done from now on makes another one. */
  keep(): void {
    if (this.film) this.kept = { play: this.play, film: this.film, estimate: this.estimate, month: Math.floor(this.month) };
  }

  /** Go back to the kept future. */
  async goBack(): Promise<void> {
    const kept = this.kept;
    this.kept = null;
    if (kept) await this.resume(kept.play);
  }

  async choose(name: string): Promise<void> {
    this.details = await api.details(name);
    this.scenario = name;
    this.levers = {};
    this.parameters = {};
    this.events = [];
    this.month = 0;
    this.selected = null;
    this.estimate = null;
    this.kept = null;
    await this.renew();
  }

  /** Ask again after a change: the answer over 200 networks at once, the film as soon as the hand rests. */
  changedNow(): void {
    this.whatif.ask(this.play);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.renew(false), PAUSE);
  }

  async renew(ask = true): Promise<void> {
    if (ask) this.whatif.ask(this.play);
    this.filmed += 1;
    const number = this.filmed;
    try {
      const film = await api.film(this.play);
      const today = await this.unchanged();
      if (number !== this.filmed) return;
      this.film = film;
      this.today = today;
      this.trouble = "";
      if (this.month > film.months) this.month = film.months;
    } catch (error) {
      if (number === this.filmed) this.trouble = String((error as Error).message);
    }
  }

  /** The film of the same network with nothing changed; asked for once. */
  private async unchanged(): Promise<Film> {
    const plain: api.Play = { ...this.play, levers: {}, parameters: {}, events: [] };
    const key = JSON.stringify(plain);
    if (this.known?.key !== key) this.known = { key, film: await api.film(plain) };
    return this.known.film;
  }

  setLever(name: string, dose: api.Dose): void {
    if (this.details && this.details.doses[name] === dose) delete this.levers[name];
    else this.levers[name] = dose;
    this.changedNow();
  }

  setParameter(path: string, value: number): void {
    if (this.details && this.details.parameters[path] === value) delete this.parameters[path];
    else this.parameters[path] = value;
    this.changedNow();
  }

  /** Something happens next month. */
  happen(what: Record<string, unknown>): void {
    const at = Math.min(Math.floor(this.month) + 1, this.details?.months ?? 1);
    this.events = [...this.events, { at, ...what }];
    this.changedNow();
  }

  undo(index: number): void {
    this.events = this.events.filter((_, place) => place !== index);
    this.changedNow();
  }

  reset(): void {
    this.levers = {};
    this.parameters = {};
    this.events = [];
    this.changedNow();
  }

  anotherNetwork(): void {
    this.kept = null;
    this.replicate = (this.replicate + 1) % 200;
    void this.renew(false);
  }
}

export const room = new Room();
