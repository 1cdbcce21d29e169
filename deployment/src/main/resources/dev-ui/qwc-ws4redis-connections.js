import { html } from 'lit';
import { QwcHotReloadElement } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import '@vaadin/button';
import { coalesce, styles, time } from './ws4redis-common.js';

/** This node's connections, as they come and go. */
export class QwcWs4redisConnections extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this);

    static styles = styles;

    static properties = {
        _connections: { state: true },
    };

    constructor() {
        super();
        this._connections = null;
        this._soon = coalesce(() => this._load());
    }

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
    }

    disconnectedCallback() {
        this._changes?.cancel();
        super.disconnectedCallback();
    }

    hotReload() {
        this._changes?.cancel();
        this._changes = this.jsonRpc.changes().onNext(() => this._soon());
        this._load();
    }

    _load() {
        this.jsonRpc.connections().then(answer => {
            this._connections = answer.result;
        });
    }

    render() {
        if (!this._connections) {
            return html`<p>Loading…</p>`;
        }
        return html`
            <p class="muted">Connections of this node: ${this._connections.length}</p>
            <table>
                <thead><tr><th>Since</th><th>Connection</th><th>Identity</th><th>Facility</th><th>Subscriptions</th>
                    <th>Waiting bytes</th><th></th></tr></thead>
                <tbody>${this._connections.map(connection => this._row(connection))}</tbody>
            </table>`;
    }

    _row(connection) {
        return html`
            <tr>
                <td>${time(connection.sinceMillis)}</td>
                <td><code>${connection.id}</code></td>
                <td class="name">${connection.identity
                    ? html`<code>${connection.identity}</code>
                        ${connection.identity.endsWith(`:${connection.uuid}`) ? '' : html`<span class="muted">uuid ${connection.uuid}</span>`}
                        ${connection.onlyOne ? html`<span class="badge">only one</span>` : ''}`
                    : html`<span class="muted">not authenticated</span>`}</td>
                <td>${connection.facility}</td>
                <td>${connection.subscriptions.map(name => html`<span class="badge">${name}</span> `)}</td>
                <td>${connection.waitingBytes}</td>
                <td><vaadin-button theme="small tertiary"
                    @click=${() => this.jsonRpc.disconnect({ connection: connection.id })}>Close</vaadin-button></td>
            </tr>`;
    }
}
customElements.define('qwc-ws4redis-connections', QwcWs4redisConnections);
