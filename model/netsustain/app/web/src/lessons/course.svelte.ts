/** Where the room is in a lesson: its screen, what it guessed, and what the model answered. */
import * as api from "../lib/api";
import { room } from "../lib/room.svelte";
import type { Film } from "../lib/wire";
import { LESSONS, type Lesson, type Screen, type Way } from "./list";

/** A guess: months of difference, or the names of ways. */
export type Guess = number | string[];

export type Scene = Extract<Screen, { kind: "tell" | "watch" }>;
export type Choice = Extract<Screen, { kind: "rank" | "buy" }>;

/** A screen of a lesson is seen once, or, where there is something to guess, twice. */
interface Step {
  screen: Screen | null; // null: the end
  revealed: boolean;
}

/** A network that ends before this month shows little of what a lesson is about; another luck is tried, so many times. */
const LONG_ENOUGH = 48;
const TRIES = 12;
const LUCKS = 200;

const playOf = (way: Way, replicate = 0): api.Play => ({
  scenario: way.scenario, levers: way.levers ?? {}, parameters: {}, events: [], cleared: false, seed: 1, replicate,
});
const keyOf = (from: Way, way: Way): string => JSON.stringify([from.scenario, way.scenario, way.levers ?? {}]);
const sceneKey = (screen: Scene): string => screen.kind + screen.name;
const guessed = (screen: Screen): boolean => ["gain", "rank", "buy"].includes(screen.kind);

class Course {
  choosing = $state(false);
  lesson = $state.raw<Lesson | null>(null);
  index = $state(0);
  guesses = $state<Record<string, Guess>>({});
  answers = $state.raw<Record<string, api.Estimate>>({});
  /** Scene → films of one luck: of the way that is watched, and of what it is compared with. */
  scenes = $state.raw<Record<string, { films: Film[]; replicate: number }>>({});
  /** Scenario → levers that it moves. */
  moved = $state.raw<Record<string, Record<string, api.Dose>>>({});
  trouble = $state("");
  private line: Promise<unknown> = Promise.resolve();
  private entered = 0;

  get steps(): Step[] {
    const shown = (this.lesson?.screens ?? []).flatMap((screen) => [
      { screen, revealed: false }, ...(guessed(screen) ? [{ screen, revealed: true }] : []),
    ]);
    return [...shown, { screen: null, revealed: false }];
  }

  get step(): Step {
    return this.steps[this.index];
  }

  get open(): boolean {
    return this.choosing || this.lesson !== null;
  }

  /** Nothing is revealed before there is a guess. */
  get mayGoOn(): boolean {
    const { screen, revealed } = this.step;
    if (screen === null) return false;
    if (revealed || !guessed(screen)) return true;
    if (screen.kind === "buy") return this.hasGuess(screen) && this.affordable(screen) && this.chosen(screen) !== undefined;
    return this.hasGuess(screen);
  }

  hasGuess(screen: Screen): boolean {
    const guess = this.guesses[screen.name];
    return Array.isArray(guess) ? guess.length > 0 : guess !== undefined;
  }

  list(): void {
    this.leaveStage();
    this.lesson = null;
    this.choosing = true;
  }

  enter(name: string): void {
    const found = LESSONS.find((each) => each.name === name);
    if (!found) return;
    this.entered += 1;
    this.choosing = false;
    this.lesson = found;
    this.guesses = {};
    this.scenes = {};
    this.trouble = "";
    this.go(0);
    this.prepare(found, this.entered);
  }

  leave(): void {
    this.leaveStage();
    this.choosing = false;
    this.lesson = null;
  }

  /** The ordinary app, with the lesson's scenario. */
  async play(): Promise<void> {
    const name = this.lesson?.free;
    this.leave();
    if (name) await room.choose(name);
  }

  next(): void {
    if (this.mayGoOn) this.go(this.index + 1);
  }

  back(): void {
    if (this.index > 0) this.go(this.index - 1);
  }

  go(index: number): void {
    this.leaveStage();
    this.index = index;
    const { screen, revealed } = this.step;
    if (screen?.kind === "buy" && revealed) {
      const chosen = this.chosen(screen);
      if (chosen) this.ask(screen.from, chosen);
    }
    if (screen?.kind === "tell" || screen?.kind === "watch") {
      room.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    }
  }

  private leaveStage(): void {
    room.playing = false;
    room.month = 0;
    room.selected = null;
  }

  guess(screen: Screen, guess: Guess): void {
    this.guesses[screen.name] = guess;
  }

  /** What the model says of a way against another; undefined while it is being worked out. */
  answer(from: Way, way: Way): api.Estimate | undefined {
    return this.answers[keyOf(from, way)];
  }

  films(scene: Scene): Film[] | undefined {
    return this.scenes[sceneKey(scene)]?.films;
  }

  /** The same scene with another luck, whatever becomes of it. */
  async another(scene: Scene): Promise<void> {
    const replicate = ((this.scenes[sceneKey(scene)]?.replicate ?? 0) + 1) % LUCKS;
    await this.record(scene, replicate);
    room.month = 0;
  }

  /** Ask for a way, after everything that was asked before; a lesson that was left asks no more. */
  ask(from: Way, way: Way, entered = this.entered): void {
    this.queue(entered, async () => {
      const key = keyOf(from, way);
      this.answers = { ...this.answers, [key]: this.answers[key] ?? (await api.whole({ ...playOf(way), against: from.scenario })) };
    });
  }

  /** What a way costs more than another, staff-days a month; undefined until it is known. */
  price(from: Way, way: Way): number | undefined {
    const planned = this.answer(from, way)?.planned;
    return planned && planned[1] - planned[0];
  }

  /** Half of what all the ways of a screen cost together. */
  budget(screen: Choice): number | undefined {
    const prices = screen.ways.map((way) => this.price(screen.from, way));
    return prices.every((each) => each !== undefined) ? prices.reduce((sum, each) => sum! + each!, 0)! / 2 : undefined;
  }

  spent(screen: Choice): number {
    const guess = this.guesses[screen.name];
    const ways = screen.ways.filter((way) => Array.isArray(guess) && guess.includes(way.name));
    return ways.reduce((sum, way) => sum + (this.price(screen.from, way) ?? 0), 0);
  }

  affordable(screen: Choice): boolean {
    const budget = this.budget(screen);
    return budget !== undefined && this.spent(screen) <= budget + 1e-9;
  }

  /** The ways that were chosen, all at once; undefined until their doses are known. */
  chosen(screen: Choice): Way | undefined {
    const guess = this.guesses[screen.name];
    const ways = screen.ways.filter((way) => Array.isArray(guess) && guess.includes(way.name));
    if (ways.some((way) => !(way.scenario in this.moved))) return undefined;
    const levers = Object.assign({}, ...ways.map((way) => this.moved[way.scenario]));
    return { name: "chosen", scenario: screen.from.scenario, levers };
  }

  /** Work everything out ahead, in the order of the screens, so that a reveal does not wait. */
  private prepare(lesson: Lesson, entered: number): void {
    for (const screen of lesson.screens) {
      if (screen.kind === "talk") continue;
      const ways = "ways" in screen ? screen.ways : [screen.way];
      if (screen.kind === "tell" || screen.kind === "watch") this.queue(entered, () => this.stage(screen));
      if (screen.kind === "buy") for (const way of ways) this.queue(entered, () => this.look(way));
      if (guessed(screen) && "from" in screen) for (const way of ways) this.ask(screen.from, way, entered);
    }
  }

  /** The first luck with something to see; the last one tried where there is none. */
  private async stage(scene: Scene): Promise<void> {
    const first = "from" in scene ? scene.from : scene.way;
    for (let replicate = 0; replicate < TRIES; replicate += 1) {
      const film = await api.film(playOf(first, replicate));
      const enough = film.end_month === null || film.end_month >= LONG_ENOUGH;
      if (enough || replicate === TRIES - 1) return this.record(scene, replicate);
    }
  }

  private async record(scene: Scene, replicate: number): Promise<void> {
    const ways = "from" in scene ? [scene.from, scene.way] : [scene.way];
    const films = await Promise.all(ways.map((way) => api.film(playOf(way, replicate))));
    this.scenes = { ...this.scenes, [sceneKey(scene)]: { films, replicate } };
  }

  private async look(way: Way): Promise<void> {
    this.moved = { ...this.moved, [way.scenario]: (await api.details(way.scenario)).moved };
  }

  private queue(entered: number, work: () => Promise<void>): void {
    this.line = this.line.then(async () => {
      if (entered !== this.entered) return;
      try {
        await work();
      } catch (error) {
        this.trouble = String((error as Error).message);
      }
    });
  }
}

export const course = new Course();
