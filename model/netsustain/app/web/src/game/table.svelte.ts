/** A page's place at the table: one connection that comes back by itself, and what it was told last. */
import type { Decision, DeskView, PersonView, Pulse, Refused, RoomView } from "./wire";

/** Milliseconds before the first attempt to come back, and at most. */
const SOON = 250;
const LATE = 2000;

const identity = (): string => crypto.getRandomValues(new Uint32Array(3)).join("-");

export class Table {
  room = $state.raw<RoomView | null>(null);
  person = $state.raw<PersonView | null>(null);
  desk = $state.raw<DeskView | null>(null);
  pulse = $state.raw<Pulse | null>(null);
  refused = $state.raw<Refused | null>(null);
  connected = $state(false);
  /** Why the server has closed the door: not a matter of trying again. */
  shut = $state("");
  /** Messages that nobody has acknowledged yet, by their identity; sent again after a lost connection. */
  private unanswered = new Map<string, string>();
  unsaved = $state(0);
  private socket: WebSocket | null = null;
  private wait = SOON;
  private stopped = false;

  constructor(private readonly as: "host" | "person") {}

  open(): void {
    const address = new URL(`api/game/page?as=${this.as}`, location.href.split("#")[0]);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onopen = () => {
      this.connected = true;
      this.wait = SOON;
      for (const message of this.unanswered.values()) socket.send(message);
    };
    socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    socket.onclose = ({ code, reason }) => {
      this.connected = false;
      if (this.stopped) return;
      if (code === 1008 && reason !== "rate") this.shut = reason || "sign_in";
      else setTimeout(() => this.open(), this.wait * (0.75 + Math.random() / 2));
      this.wait = Math.min(2 * this.wait, LATE);
    };
  }

  close(): void {
    this.stopped = true;
    this.socket?.close();
  }

  decide(decision: Decision): void {
    const id = identity();
    this.say(JSON.stringify({ t: "decide", id, turn: this.room!.turn, decision }), id);
  }

  /** Write down what somebody decided on a paper slip. */
  slip(row: number, decision: Decision): void {
    const id = identity();
    this.say(JSON.stringify({ t: "slip", id, row, turn: this.room!.turn, decision }), id);
  }

  sit(row: number): void {
    this.say(JSON.stringify({ t: "sit", row }));
  }

  stand(): void {
    this.say(JSON.stringify({ t: "stand" }));
  }

  lead(what: string, rest: { what?: Record<string, unknown>; row?: number; person?: string } = {}): void {
    this.say(JSON.stringify({ t: "lead", do: what, ...rest }));
  }

  private say(message: string, id?: string): void {
    this.refused = null;
    if (id) {
      this.unanswered.set(id, message);
      this.unsaved = this.unanswered.size;
    }
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(message);
  }

  private hear({ t, ...said }: any): void {
    if (t === "room") this.room = said;
    else if (t === "person") this.person = said;
    else if (t === "desk") this.desk = said;
    else if (t === "pulse") this.pulse = said;
    else if (t === "done" || t === "refused") {
      if (said.id) this.unanswered.delete(said.id);
      this.unsaved = this.unanswered.size;
      if (t === "refused") this.refused = said;
    }
  }
}
