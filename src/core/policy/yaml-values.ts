import { EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from "js-yaml";

/** A scalar of a YAML text, and the keys that lead to it; what stands in a list has its list's keys. */
export interface YamlValue {
  keys: readonly string[];
  value: string;
  /** It has an anchor: it may stand for the value of other keys as well. */
  anchored: boolean;
}

interface Open {
  keys: readonly string[];
  mapping: boolean;
  /** The key whose value comes next. */
  key: string | undefined;
}

/**
 * Every scalar of others' YAML, such as a workflow; anchors are not followed, so that none grows out of its size.
 * undefined = it is not valid YAML, which GitHub does not run either.
 */
export function yamlValues(text: string): YamlValue[] | undefined {
  try {
    return collect(text, parseEvents(text, { filename: "", maxDepth: 100 }));
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

function collect(text: string, events: readonly Event[]): YamlValue[] {
  const values: YamlValue[] = [];
  const stack: Open[] = [];
  /** The keys of what comes now; the key of a mapping is used up by it. */
  const take = (): readonly string[] => {
    const open = stack.at(-1);
    if (open === undefined) return [];
    const keys = open.key === undefined ? open.keys : [...open.keys, open.key];
    open.key = undefined;
    return keys;
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.POP:
        stack.pop();
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        stack.push({ keys: take(), mapping: event.type === EVENT_ID.MAPPING, key: undefined });
        break;
      case EVENT_ID.ALIAS:
        take();
        break;
      case EVENT_ID.SCALAR: {
        const value = getScalarValue(text, event);
        const open = stack.at(-1);
        if (open?.mapping && open.key === undefined) open.key = value;
        else values.push({ keys: take(), value, anchored: event.anchorStart >= 0 });
      }
    }
  }
  return values;
}
