/** Texts in the language that is chosen; it can be changed while everything runs. */
import type { Catalogue, Lang } from "./api";

const MONTHS: Record<Lang, string[]> = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  th: ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
};
const BUDDHIST_ERA = 543;

class Words {
  lang = $state<Lang>(/^#th\b/.test(location.hash) ? "th" : "en");
  texts = $state.raw<Catalogue["texts"] | null>(null);

  /** A text of a section (`app` unless named), its placeholders filled. */
  say = (key: string, values: Record<string, string | number> = {}): string => {
    const [section, name] = key.includes(".") ? key.split(".", 2) : ["app", key];
    const text = this.texts?.[this.lang]?.[section]?.[name];
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (_, part) => String(values[part] ?? `{${part}}`));
  };

  has = (key: string): boolean => this.say(key) !== key;

  /** The calendar month in which a month of a run lies: "Oct 2026", "ต.ค. 2569". */
  calendar = (start: string, month: number): string => {
    const [year, first] = start.split("-").map(Number);
    const passed = first - 1 + month - 1;
    const written = year + Math.floor(passed / 12) + (this.lang === "th" ? BUDDHIST_ERA : 0);
    return `${MONTHS[this.lang][((passed % 12) + 12) % 12]} ${written}`;
  };

  switchTo = (lang: Lang): void => {
    this.lang = lang;
    document.documentElement.lang = lang;
  };
}

export const words = new Words();

/** A number with a true minus sign. */
export function number(value: number | null, decimals = 0): string {
  if (value === null || !Number.isFinite(value)) return "–";
  const rounded = value.toFixed(decimals);
  return (Number(rounded) === 0 ? (0).toFixed(decimals) : rounded).replace("-", "−");
}

/** A difference with its sign. */
export function signed(value: number | null, decimals = 0): string {
  const said = number(value, decimals);
  return value !== null && Number(value.toFixed(decimals)) > 0 ? `+${said}` : said;
}
