const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that is HTML already; everything else is escaped when it is put into a page. */
export interface Html {
  html: string;
}

type Part = Html | string | number | readonly Html[];

function write(part: Part): string {
  if (typeof part === "string" || typeof part === "number") {
    return String(part).replace(/[&<>"']/g, (char) => escapes[char] ?? char);
  }
  return "html" in part ? part.html : part.map(({ html }) => html).join("");
}

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: strings.reduce((text, next, index) => text + write(parts[index - 1] ?? "") + next) };
}

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; }
  h1 small { color: #656d76; font-weight: normal; }
  h2 { border-bottom: 1px solid #d1d9e0; margin-top: 2rem; }
  pre { background: #f6f8fa; border: 1px solid #d1d9e0; border-radius: 6px; padding: 1rem; white-space: pre-wrap; }
  li { margin: 0.25rem 0; }`;

export function page(title: string, body: Html): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${write(title)}</title><style>${style}</style>${body.html}</html>`;
}
