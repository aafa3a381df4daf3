/* <colonnade-course-finder> on a page fetches …/islands/course-finder/index.ts, wherever it lives; nothing else is fetched. */

type Loader = () => Promise<unknown>;

const all = import.meta.glob(["/colonnade/**/islands/*/index.ts", "!**/shell/*", "!**/hypermedia/*"]) as Record<string, Loader>;

export function loadIslands(page: Document, loaders: Record<string, Loader> = all): void {
  const byTag = new Map(Object.entries(loaders).map(([path, load]) => [`colonnade-${path.split("/").slice(-2)[0]}`, load]));
  const look = (): void => {
    for (const [tag, load] of byTag) {
      if (!page.querySelector(tag)) continue;
      byTag.delete(tag);
      void load();
    }
  };
  look();
  page.addEventListener("htmx:after:swap", look);
}
