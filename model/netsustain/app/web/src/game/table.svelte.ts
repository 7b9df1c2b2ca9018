/** A page's place at the table: one connection that comes back by itself, and what it was told last. */
import { about, type Decision, type DeskView, type PersonView, type Pulse, type Refused, type RoomView } from "./wire";

/** Milliseconds before the first attempt to come back, and at most. */
const SOON = 250;
const LATE = 2000;
/** Milliseconds without an answer after which a connection counts as lost: a phone is not told that its network is gone. */
const SILENCE = 8000;
/** Milliseconds out of sight after which a page does not trust its old connection. */
const ASLEEP = 20_000;
/** Where a page keeps what nobody has acknowledged, so that it outlives a reload. */
const KEPT = "netsustain.unanswered";

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
  /** Seconds that the server's clock is ahead of this one. */
  ahead = $state(0);
  /** Messages that nobody has acknowledged yet, by their identity; sent again after a lost connection. */
  private unanswered = new Map<string, string>();
  unsaved = $state(0);
  private socket: WebSocket | null = null;
  private wait = SOON;
  private stopped = false;
  private timer = 0;
  private patience = 0;
  private hidden = 0;

  constructor(private readonly as: "host" | "person") {
    if (as === "person") this.unanswered = kept();
    this.unsaved = this.unanswered.size;
    addEventListener("offline", () => this.lost());
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.hidden = Date.now();
      else this.hurry(Date.now() - this.hidden > ASLEEP);
    });
  }

  open(): void {
    clearTimeout(this.timer);
    this.stopped = false;
    this.shut = "";
    const address = new URL(`api/game/page?as=${this.as}`, location.href.split("#")[0]);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    let opened = false;
    this.socket = socket;
    socket.onopen = () => {
      opened = true;
      this.connected = true;
      this.wait = SOON;
      for (const message of this.unanswered.values()) socket.send(message);
      if (this.unanswered.size) this.expect();
    };
    socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    socket.onclose = ({ code, reason }) => {
      if (code === 1008 && reason !== "rate") this.leave(reason || "sign_in");
      else this.lost();
      if (!opened) void this.known();
    };
  }

  close(): void {
    this.stopped = true;
    this.socket?.close();
  }

  /** Forget whatever was not acknowledged: it belonged to another game or to nobody any more. */
  forget(): void {
    this.unanswered.clear();
    this.keep();
  }

  decide(decision: Decision): void {
    const id = identity();
    if (this.as === "person") this.unanswered.clear(); // the newest decision stands for all before it
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
      this.keep();
    }
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send(message);
    this.expect();
  }

  private hear({ t, ...said }: any): void {
    clearTimeout(this.patience);
    if (t === "room") this.room = said;
    else if (t === "person") this.person = said;
    else if (t === "desk") this.desk = said;
    else if (t === "pulse") {
      this.pulse = said;
      this.ahead = said.now - Date.now() / 1000;
    } else if (t === "done" || t === "refused") {
      if (said.id) this.unanswered.delete(said.id);
      this.keep();
      if (t === "refused") this.refused = said;
    }
  }

  private keep(): void {
    this.unsaved = this.unanswered.size;
    if (this.as !== "person") return;
    try {
      localStorage.setItem(KEPT, JSON.stringify([...this.unanswered]));
    } catch {
      // a browser that keeps nothing still sends what this page remembers
    }
  }

  /** Something was said that will be answered; no answer at all means that the connection is gone. */
  private expect(): void {
    clearTimeout(this.patience);
    this.patience = window.setTimeout(() => this.lost(), SILENCE);
  }

  /** The connection is gone: another try in a moment. */
  private lost(): void {
    if (this.stopped) return;
    this.drop();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.open(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(2 * this.wait, LATE);
  }

  /** The phone woke up or found its network again: come back without waiting. */
  private hurry(anew = false): void {
    if (this.stopped || !this.socket || (this.socket.readyState <= WebSocket.OPEN && !anew)) return;
    this.drop();
    this.wait = SOON;
    this.open();
  }

  private drop(): void {
    clearTimeout(this.patience);
    this.connected = false;
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
  }

  private leave(why: string): void {
    this.drop();
    this.stopped = true;
    clearTimeout(this.timer);
    this.shut = why;
  }

  /** A door that does not even open: perhaps this browser is nobody here. */
  private async known(): Promise<void> {
    try {
      if (!(await about())[this.as]) this.leave("sign_in");
    } catch {
      // the server is away: the next try asks again
    }
  }
}

function kept(): Map<string, string> {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
  } catch {
    return new Map();
  }
}
