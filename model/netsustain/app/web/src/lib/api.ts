/** What the browser asks of the server. Every address is of this machine. */
import { unpacked, type Film } from "./wire";

export type Lang = "en" | "th";
export type Dose = number | string;
export type Happening = Record<string, unknown> & { at: number };

export interface Lever {
  name: string;
  strategy: string;
  least: number;
  most: number;
  step: number;
  choices: string[];
  meaning: Record<Lang, string>;
}

export interface Line {
  name: string;
  title: Record<Lang, string>;
  question: Record<Lang, string>;
  months: number;
}

export interface Catalogue {
  scenarios: Line[];
  levers: Lever[];
  parameters: { path: string; least: number; most: number; step: number }[];
  texts: Record<Lang, Record<string, Record<string, string>>>;
}

export interface Details {
  months: number;
  start: string;
  doses: Record<string, Dose>;
  /** Levers, also those that a room does not see, that are elsewhere than by default. */
  moved: Record<string, Dose>;
  parameters: Record<string, number>;
  planned: number;
  price: Record<string, number>;
  members: number;
  names: string[];
  events: { at: number; kind: string; level: number | null }[];
}

export interface Play {
  scenario: string;
  levers: Record<string, Dose>;
  parameters: Record<string, number>;
  events: Happening[];
  cleared: boolean;
  /** Name of the scenario that it is compared with; its own unless named. */
  against?: string;
  months?: number;
  seed: number;
  replicate: number;
}

export interface Curve {
  alive: number[];
  low: number[];
  high: number[];
}

export interface Ends {
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface Estimate {
  id: number;
  error?: string;
  replicates: number;
  whole: boolean;
  today: Curve;
  play: Curve;
  months: { today: Ends; play: Ends };
  gain: Ends & { ignorance: number | null };
  longer: number;
  same: number;
  /** Share of the variance of the difference that the same luck on both sides takes away. */
  saved: number | null;
  conditions: Record<string, [number, number]>;
  cost: [number, number];
  planned: [number, number];
}

async function got(path: string): Promise<any> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

async function posted(path: string, play: Play): Promise<Response> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(play),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

export const catalogue = (): Promise<Catalogue> => got("api/catalogue");
export const details = (name: string): Promise<Details> => got(`api/scenario/${encodeURIComponent(name)}`);
export const film = async (play: Play): Promise<Film> => unpacked(await (await posted("api/film", play)).arrayBuffer());
export const code = async (text: string): Promise<Blob> => {
  const answer = await fetch("api/qr", { method: "POST", body: text });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.blob();
};
export const file = async (play: Play): Promise<string> => (await posted("api/file", play)).text();

function address(): URL {
  const found = new URL("api/whatif", location.href.split("#")[0]);
  found.protocol = found.protocol.replace("http", "ws");
  return found;
}

/** The answer over all networks to one question, on a connection of its own that nothing overtakes. */
export function whole(play: Play): Promise<Estimate> {
  return new Promise((found, failed) => {
    const socket = new WebSocket(address());
    socket.onopen = () => socket.send(JSON.stringify({ ...play, id: 0 }));
    socket.onclose = () => failed(new Error("api/whatif"));
    socket.onmessage = ({ data }) => {
      const estimate = JSON.parse(data) as Estimate;
      if (estimate.error) failed(new Error(estimate.error));
      else if (estimate.whole) found(estimate);
      else return;
      socket.close();
    };
  });
}

/** Questions over one connection that opens itself again; answers to overtaken questions are dropped. */
export class WhatIf {
  private socket: WebSocket | null = null;
  private waiting: string | null = null;
  private asked = 0;

  constructor(private readonly heard: (estimate: Estimate) => void) {}

  ask(play: Play): void {
    this.asked += 1;
    const question = JSON.stringify({ ...play, id: this.asked });
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(question);
    else {
      this.waiting = question;
      this.connect();
    }
  }

  private connect(): void {
    if (this.socket?.readyState === WebSocket.CONNECTING) return;
    this.socket = new WebSocket(address());
    this.socket.onopen = () => {
      if (this.waiting) this.socket?.send(this.waiting);
      this.waiting = null;
    };
    this.socket.onmessage = ({ data }) => {
      const estimate = JSON.parse(data) as Estimate;
      if (estimate.id === this.asked) this.heard(estimate);
    };
  }
}
