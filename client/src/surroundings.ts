/** What happens around the page that is a reason to look after the connection. In Node nothing does. */
export interface SurroundingsListener {
  /** There may be a network again, or somebody looks at the page again. */
  awake(): void;
  /** The network may be gone. */
  doubtful(): void;
}

/** Listens to the browser. @returns what ends that */
export function watch(listener: SurroundingsListener): () => void {
  const scope = globalThis as Partial<Pick<Window, "addEventListener" | "document">>;
  if (!scope.addEventListener) {
    return () => {};
  }
  const stop = new AbortController();
  const { signal } = stop;
  scope.addEventListener("online", () => listener.awake(), { signal });
  scope.addEventListener("offline", () => listener.doubtful(), { signal });
  const page = scope.document;
  page?.addEventListener("visibilitychange", () => {
    if (page.visibilityState === "visible") {
      listener.awake();
    }
  }, { signal });
  return () => stop.abort();
}
