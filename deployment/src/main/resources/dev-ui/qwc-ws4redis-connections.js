import { html } from 'lit';
import '@vaadin/button';
import { time } from './ws4redis-common.js';
import { LiveElement } from './ws4redis-live.js';

/** This node's connections, as they come and go. */
export class QwcWs4redisConnections extends LiveElement {

    static properties = {
        _connections: { state: true },
    };

    constructor() {
        super();
        this._connections = null;
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
