/** The six lessons: which scenarios they compare, in which order. Texts are `lessons.*`; numbers come from the model. */
import type { Dose } from "../lib/api";

/** A network as it is, or with levers moved. */
export interface Way {
  /** Text `lessons.way_<name>`. */
  name: string;
  scenario: string;
  levers?: Record<string, Dose>;
}

/**
 * One screen. Its texts are `lessons.<lesson>_<name>` (title) and `lessons.<lesson>_<name>_text`.
 * - tell: a network lives on the stage, with a short text.
 * - gain: guess by how many months `way` lasts longer than `from`; the answer follows.
 * - rank: guess which of the ways lasts longest; each is compared with `from`.
 * - watch: one network under `from` and under `way`, side by side.
 * - buy: choose ways that fit into half of what all cost; the answer follows.
 * - talk: a question for the room.
 */
export type Screen =
  | { kind: "tell"; name: string; way: Way }
  | { kind: "gain"; name: string; from: Way; way: Way }
  | { kind: "rank" | "buy"; name: string; from: Way; ways: Way[] }
  | { kind: "watch"; name: string; from: Way; way: Way }
  | { kind: "talk"; name: string };

export interface Lesson {
  name: string;
  screens: Screen[];
  /** Scenario of the free play at the end. */
  free: string;
}

const as_it_is: Way = { name: "as_it_is", scenario: "baseline" };
const sudden: Way = { name: "sudden", scenario: "transfer_director_sudden" };
const handover: Way = { name: "handover", scenario: "transfer_director_handover" };
const cut: Way = { name: "cut", scenario: "budget_cut_sudden" };
const gradual: Way = { name: "gradual", scenario: "budget_cut_gradual" };
const shocked: Way = { name: "shocked", scenario: "demo_none" };
const dominated: Way = { name: "dominated", scenario: "dominant_member" };
const scandal: Way = { name: "scandal", scenario: "credit_scandal" };
const shipped = (prefix: string, names: string[]): Way[] =>
  names.map((name) => ({ name: `${prefix}${name}`, scenario: `${prefix}${name}` }));
const ruled = (rule: string): Way => ({ name: `rule_${rule}`, scenario: "baseline", levers: { fairness_rule: rule } });
const against = (name: string, levers: Record<string, Dose>): Way => ({ name: `against_${name}`, scenario: "dominant_member", levers });
const STRATEGIES = shipped("demo_", ["leadership", "communication", "social_capital", "governance", "self_reliance"]);

export const LESSONS: Lesson[] = [
  {
    name: "director",
    screens: [
      { kind: "tell", name: "start", way: as_it_is },
      { kind: "gain", name: "leaves", from: as_it_is, way: sudden },
      { kind: "watch", name: "watch", from: as_it_is, way: sudden },
      { kind: "gain", name: "handover", from: sudden, way: handover },
      { kind: "talk", name: "talk" },
    ],
    free: "transfer_director_sudden",
  },
  {
    name: "budget",
    screens: [
      { kind: "tell", name: "start", way: cut },
      { kind: "gain", name: "cut", from: as_it_is, way: cut },
      { kind: "gain", name: "gradual", from: cut, way: gradual },
      { kind: "gain", name: "own", from: shocked, way: { name: "demo_self_reliance", scenario: "demo_self_reliance" } },
      { kind: "talk", name: "talk" },
    ],
    free: "budget_cut_sudden",
  },
  {
    name: "talking",
    screens: [
      { kind: "tell", name: "start", way: { name: "communication_newsletter", scenario: "communication_newsletter" } },
      { kind: "rank", name: "channels", from: as_it_is, ways: shipped("communication_", ["newsletter", "platform", "face_to_face", "hybrid"]) },
      { kind: "rank", name: "cases", from: as_it_is, ways: [...shipped("case_", ["nakhon_pathom", "chiang_mai", "suphan_buri"]), { name: "mix", scenario: "mix" }] },
      { kind: "talk", name: "talk" },
    ],
    free: "communication_newsletter",
  },
  {
    name: "benefit",
    screens: [
      { kind: "tell", name: "start", way: as_it_is },
      { kind: "rank", name: "rules", from: as_it_is, ways: ["equal", "contribution", "need", "captured"].map(ruled) },
      { kind: "watch", name: "watch", from: ruled("equal"), way: ruled("captured") },
      { kind: "gain", name: "mediation", from: scandal, way: { name: "mediation", scenario: "credit_scandal", levers: { mediation: 0.8 } } },
      { kind: "talk", name: "talk" },
    ],
    free: "credit_scandal",
  },
  {
    name: "strong",
    screens: [
      { kind: "tell", name: "start", way: dominated },
      { kind: "gain", name: "strong", from: as_it_is, way: dominated },
      {
        kind: "rank", name: "remedies", from: dominated,
        ways: [
          against("rule", { fairness_rule: "contribution" }), against("committee", { governance_mode: "committee" }),
          against("books", { transparency: 0.8 }), against("mediation", { mediation: 0.8 }),
        ],
      },
      { kind: "talk", name: "talk" },
    ],
    free: "dominant_member",
  },
  {
    name: "strategies",
    screens: [
      { kind: "tell", name: "start", way: shocked },
      { kind: "rank", name: "one", from: shocked, ways: STRATEGIES },
      { kind: "buy", name: "money", from: shocked, ways: STRATEGIES },
      { kind: "talk", name: "talk" },
    ],
    free: "demo_none",
  },
];
