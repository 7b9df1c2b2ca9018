/** Drawing a month of a film on a canvas: ties by trust, members by kind and state, leaders marked. */
import { ABSENT, CORE, DORMANT, NEW_LEADER, VACANT, type Film } from "./wire";

export const INK = "#1f2d37";
const FADED = "#b9bfc2";
const EFFORT_LOW = [214, 226, 233];
const EFFORT_HIGH = [0, 84, 128];
const TRUST_LOW = [196, 81, 26];
const TRUST_HIGH = [0, 104, 157];

export interface View {
  width: number;
  height: number;
  /** Pixels a unit of member size. */
  size: number;
}

/** Kinds of member have shapes, so that colour is free to show what they do. */
const SHAPES: Record<string, number> = {
  area_office: 4,
  school: 0,
  university: 6,
  government: 5,
  local_government: 5,
  private: 3,
  civil_society: 8,
  parents: 8,
  community: 8,
};

export function viewOf(width: number, height: number, members: number): View {
  const room = Math.sqrt((width * height) / Math.max(members, 12));
  return { width, height, size: Math.min(24, Math.max(5, room * 0.16)) };
}

export function placeOf(film: Film, member: number, view: View): [number, number] {
  const pad = view.size * 1.6;
  const { place } = film.values;
  return [
    pad + place[2 * member] * (view.width - 2 * pad),
    pad + place[2 * member + 1] * (view.height - 2 * pad),
  ];
}

function mixed(low: number[], high: number[], share: number): string {
  const part = low.map((channel, index) => Math.round(channel + (high[index] - channel) * share));
  return `rgb(${part.join(" ")})`;
}

/** Draw the state between two months; `month` may be a fraction. Members in `named` show their names. */
export function drawMonth(
  context: CanvasRenderingContext2D,
  film: Film,
  month: number,
  view: View,
  selected: number | null,
  named: ReadonlySet<number> = new Set(),
): void {
  context.clearRect(0, 0, view.width, view.height);
  const before = Math.floor(month);
  const after = Math.min(before + 1, film.months);
  drawTies(context, film, before, view, selected);
  const members = film.names.length;
  for (let member = 0; member < members; member += 1) {
    drawMember(context, film, member, before, after, month - before, view, member === selected);
    if (named.has(member)) drawName(context, film, member, view);
  }
}

/** The name of a member that somebody plays, below it. */
function drawName(context: CanvasRenderingContext2D, film: Film, member: number, view: View): void {
  const [x, y] = placeOf(film, member, view);
  const size = Math.max(13, view.size * 0.85);
  context.font = `700 ${size}px Sarabun, sans-serif`;
  context.textAlign = "center";
  context.lineWidth = 4;
  context.strokeStyle = "#fff";
  context.fillStyle = INK;
  const low = y + view.size * 1.3 + size * 0.8;
  context.strokeText(film.names[member], x, low);
  context.fillText(film.names[member], x, low);
}

function drawTies(
  context: CanvasRenderingContext2D,
  film: Film,
  month: number,
  view: View,
  selected: number | null,
): void {
  const { tie_start, tie_a, tie_b, tie_trust, tie_marks, status } = film.values;
  const members = film.names.length;
  const dim = film.end_month !== null && month >= film.end_month;
  context.lineCap = "round";
  for (let tie = tie_start[month]; tie < tie_start[month + 1]; tie += 1) {
    const a = tie_a[tie];
    const b = tie_b[tie];
    if (status[month * members + a] > DORMANT || status[month * members + b] > DORMANT) continue;
    const trust = tie_trust[tie] / 255;
    const joint = (tie_marks[tie] & 2) > 0;
    const touched = selected === a || selected === b;
    const [x0, y0] = placeOf(film, a, view);
    const [x1, y1] = placeOf(film, b, view);
    context.strokeStyle = mixed(TRUST_LOW, TRUST_HIGH, Math.min(1, Math.max(0, (trust - 0.2) / 0.5)));
    context.globalAlpha = dim ? 0.06 : touched ? 0.95 : joint ? 0.5 : 0.16;
    context.lineWidth = (joint ? 0.6 + 2.4 * trust : 0.8) * (touched ? 1.5 : 1) * (view.size / 12 + 0.4);
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawMember(
  context: CanvasRenderingContext2D,
  film: Film,
  member: number,
  before: number,
  after: number,
  passed: number,
  view: View,
  selected: boolean,
): void {
  const { status, effort, post } = film.values;
  const members = film.names.length;
  const now = status[before * members + member];
  if (now === ABSENT) return;
  const level =
    (effort[before * members + member] * (1 - passed) + effort[after * members + member] * passed) / 255;
  const marks = post[before * members + member];
  const [x, y] = placeOf(film, member, view);
  const office = film.kinds[member] === "area_office";
  const radius = view.size * (office ? 1.35 : 0.75 + 0.45 * level);
  const gone = now > DORMANT || (film.end_month !== null && before >= film.end_month);
  outline(context, SHAPES[film.kinds[member]] ?? 0, x, y, radius);
  context.globalAlpha = gone ? 0.7 : 1;
  context.fillStyle = gone || now === DORMANT ? "#faf9f5" : mixed(EFFORT_LOW, EFFORT_HIGH, Math.min(1, level * 1.6));
  context.fill();
  context.lineWidth = Math.max(1, view.size * 0.1);
  context.strokeStyle = gone ? FADED : INK;
  if (now === DORMANT) context.setLineDash([view.size * 0.25, view.size * 0.2]);
  context.stroke();
  context.setLineDash([]);
  if (!gone) drawPost(context, marks, x, y, radius, view.size);
  if (selected) {
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(x, y, radius + view.size * 0.5, 0, 2 * Math.PI);
    context.lineWidth = Math.max(2, view.size * 0.16);
    context.strokeStyle = "#c4511a";
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** A circle, or a polygon of so many corners that stands on its edge. */
function outline(context: CanvasRenderingContext2D, corners: number, x: number, y: number, radius: number): void {
  context.beginPath();
  if (corners === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  else {
    for (let corner = 0; corner < corners; corner += 1) {
      const angle = (2 * Math.PI * corner) / corners - Math.PI / 2;
      context.lineTo(x + 1.15 * radius * Math.cos(angle), y + 1.15 * radius * Math.sin(angle));
    }
    context.closePath();
  }
}

/** A ring for the core group, an empty chair for a vacant post, a light dot for a leader of less than a year. */
function drawPost(
  context: CanvasRenderingContext2D,
  marks: number,
  x: number,
  y: number,
  radius: number,
  size: number,
): void {
  if (marks & CORE) {
    context.beginPath();
    context.arc(x, y, radius + size * 0.24, 0, 2 * Math.PI);
    context.lineWidth = Math.max(1.5, size * 0.16);
    context.strokeStyle = "#d99a1c";
    context.stroke();
  }
  if (marks & VACANT) {
    context.beginPath();
    context.arc(x, y, radius * 0.5, 0, 2 * Math.PI);
    context.fillStyle = "#fff";
    context.fill();
    context.lineWidth = Math.max(1, size * 0.12);
    context.strokeStyle = "#c4511a";
    context.stroke();
  } else if (marks & NEW_LEADER) {
    context.beginPath();
    context.arc(x, y, radius * 0.32, 0, 2 * Math.PI);
    context.fillStyle = "#ffe9b8";
    context.fill();
  }
}

/** The member under a point; null where there is none. */
export function memberAt(film: Film, month: number, view: View, x: number, y: number): number | null {
  let nearest: number | null = null;
  let best = (view.size * 2) ** 2;
  for (let member = 0; member < film.names.length; member += 1) {
    if (film.values.status[Math.floor(month) * film.names.length + member] === ABSENT) continue;
    const [mx, my] = placeOf(film, member, view);
    const distance = (mx - x) ** 2 + (my - y) ** 2;
    if (distance < best) {
      best = distance;
      nearest = member;
    }
  }
  return nearest;
}
