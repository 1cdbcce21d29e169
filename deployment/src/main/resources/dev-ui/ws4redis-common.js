import { css } from 'lit';

/** What the pages look like. */
export const styles = css`
    :host { display: block; height: 100%; overflow: auto; padding: 0 20px 20px; box-sizing: border-box; }
    h3 { margin: 1.2em 0 .4em; }
    code { font-size: 90%; overflow-wrap: anywhere; }
    table { border-collapse: collapse; width: 100%; }
    th { text-align: left; font-weight: 600; color: var(--lumo-secondary-text-color); }
    th, td { padding: .35em .8em .35em 0; vertical-align: top; border-bottom: 1px solid var(--lumo-contrast-10pct); }
    .card { border: 1px solid var(--lumo-contrast-10pct); border-radius: 6px; padding: .8em 1em; margin-bottom: 1em; }
    .bar { display: flex; flex-wrap: wrap; gap: .8em; align-items: baseline; margin: .6em 0; }
    .badge { background: var(--lumo-contrast-10pct); border-radius: 4px; padding: .1em .5em; font-size: 85%; }
    .name { white-space: nowrap; }
    .methods td:first-child { width: 11em; }
    .methods td:last-child { width: 8em; }
    .muted { color: var(--lumo-secondary-text-color); }
    .refused { color: var(--lumo-error-text-color); }
    .ok { color: var(--lumo-success-text-color); }
`;

/** A moment of today, to the millisecond. */
export function time(millis) {
    const date = new Date(millis);
    return date.toLocaleTimeString([], { hour12: false }) + '.' + String(date.getMilliseconds()).padStart(3, '0');
}

/** A duration in the largest unit that says it exactly. */
export function duration(millis) {
    for (const [unit, length] of [['d', 86400000], ['h', 3600000], ['min', 60000], ['s', 1000]]) {
        if (millis % length === 0) {
            return `${millis / length} ${unit}`;
        }
    }
    return `${millis} ms`;
}

/** Calls something soon, but once only for many calls. */
export function coalesce(task) {
    let timer = null;
    return () => {
        timer ??= setTimeout(() => {
            timer = null;
            task();
        }, 250);
    };
}
