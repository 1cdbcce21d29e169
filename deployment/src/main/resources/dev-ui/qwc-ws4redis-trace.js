import { html } from 'lit';
import { QwcHotReloadElement } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import '@vaadin/button';
import '@vaadin/checkbox';
import '@vaadin/text-field';
import { styles, time } from './ws4redis-common.js';

const LIMIT = 500;

/** What was asked, what became of it, and why. */
export class QwcWs4redisTrace extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this);

    static styles = styles;

    static properties = {
        _entries: { state: true },
        _refusedOnly: { state: true },
        _filter: { state: true },
    };

    constructor() {
        super();
        this._entries = [];
        this._refusedOnly = false;
        this._filter = '';
    }

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
    }

    disconnectedCallback() {
        this._traced?.cancel();
        super.disconnectedCallback();
    }

    hotReload() {
        this._traced?.cancel();
        this._entries = [];
        this._traced = this.jsonRpc.traced().onNext(answer => this._add([answer.result]));
        this.jsonRpc.trace().then(answer => this._add(answer.result));
    }

    /** What was traced while the others were fetched comes twice. */
    _add(more) {
        const known = new Set(this._entries.map(entry => entry.number));
        this._entries = [...this._entries, ...more.filter(entry => !known.has(entry.number))]
            .sort((a, b) => b.number - a.number).slice(0, LIMIT);
    }

    _clear() {
        this.jsonRpc.clearTrace().then(() => {
            this._entries = [];
        });
    }

    _shown() {
        return this._entries.filter(entry => !this._refusedOnly || entry.outcome === 'refused')
            .filter(entry => [entry.connection, entry.identity, entry.action, entry.channel]
                .some(text => text?.includes(this._filter)));
    }

    render() {
        return html`
            <div class="bar">
                <vaadin-text-field placeholder="Connection, identity, action or channel" style="width: 22em"
                    @value-changed=${event => { this._filter = event.detail.value; }}></vaadin-text-field>
                <vaadin-checkbox label="Refused only"
                    @checked-changed=${event => { this._refusedOnly = event.detail.value; }}></vaadin-checkbox>
                <vaadin-button @click=${() => this._clear()}>Clear</vaadin-button>
                <span class="muted">The last ${LIMIT}. Neither tokens nor messages are kept.</span>
            </div>
            <table>
                <thead><tr><th>Time</th><th>Identity</th><th>Action</th><th>Channel</th><th>Pk</th><th>Outcome</th><th>Why?</th></tr></thead>
                <tbody>${this._shown().map(entry => this._row(entry))}</tbody>
            </table>`;
    }

    _row(entry) {
        return html`
            <tr>
                <td title="connection ${entry.connection} in ${entry.facility}">${time(entry.millis)}</td>
                <td class="name">${entry.identity ? html`<code>${entry.identity}</code>` : html`<span class="muted">nobody</span>`}</td>
                <td>${entry.action ?? ''}</td>
                <td>${entry.channel ?? ''}</td>
                <td>${entry.pk ?? ''}</td>
                <td class="${entry.outcome === 'ok' ? 'ok' : 'refused'}">
                    ${entry.outcome}${entry.code ? html` ${entry.code} <span class="muted">${entry.error}</span>` : ''}</td>
                <td>${entry.reason ?? ''}</td>
            </tr>`;
    }
}
customElements.define('qwc-ws4redis-trace', QwcWs4redisTrace);
