import { html } from 'lit';
import '@vaadin/button';
import '@vaadin/text-field';
import { LiveElement } from './ws4redis-live.js';

/** Who is online, and who is present in a channel. */
export class QwcWs4redisPresence extends LiveElement {

    static properties = {
        _identities: { state: true },
        _found: { state: true },
        _members: { state: true },
        _failure: { state: true },
    };

    constructor() {
        super();
        this._identities = [];
        this._found = null;
        this._members = null;
        this._failure = null;
        this._asked = null;
    }

    _load() {
        this.jsonRpc.identities().then(answer => {
            this._identities = answer.result;
        });
        if (this._asked) {
            this._ask(this._asked);
        }
    }

    _value(id) {
        return this.renderRoot.querySelector(`#${id}`).value;
    }

    _find() {
        this.jsonRpc.identity({ kind: this._value('kind'), pk: this._value('identity') })
            .then(answer => { this._found = [answer.result]; this._failure = null; })
            .catch(failure => this._failed(failure));
    }

    _show() {
        this._ask({ facility: this._value('facility'), channel: this._value('channel'), pk: this._value('pk') });
    }

    _ask(topic) {
        this.jsonRpc.members(topic)
            .then(answer => { this._members = answer.result; this._asked = topic; this._failure = null; })
            .catch(failure => this._failed(failure));
    }

    _failed(failure) {
        this._failure = failure?.error?.message ?? String(failure);
    }

    render() {
        return html`
            ${this._failure ? html`<p class="refused" role="alert">${this._failure}</p>` : ''}
            <h3>Online by this node</h3>
            ${this._table(this._identities)}
            <h3>Somebody, on all nodes</h3>
            <div class="bar">
                <vaadin-text-field id="kind" label="Kind"></vaadin-text-field>
                <vaadin-text-field id="identity" label="Pk of the identity"></vaadin-text-field>
                <vaadin-button @click=${() => this._find()}>Find</vaadin-button>
            </div>
            ${this._found ? this._table(this._found) : ''}
            <h3>Members of a channel, on all nodes</h3>
            <div class="bar">
                <vaadin-text-field id="facility" label="Facility" placeholder="default"></vaadin-text-field>
                <vaadin-text-field id="channel" label="Channel"></vaadin-text-field>
                <vaadin-text-field id="pk" label="Pk" placeholder="none"></vaadin-text-field>
                <vaadin-button @click=${() => this._show()}>Show</vaadin-button>
            </div>
            ${this._members ? this._channel(this._members) : ''}`;
    }

    _table(identities) {
        return html`
            <table>
                <thead><tr><th>Identity</th><th>Online</th><th>Connections</th></tr></thead>
                <tbody>${identities.map(identity => html`
                    <tr>
                        <td><code>${identity.kind}:${identity.pk}</code></td>
                        <td class="${identity.online ? 'ok' : 'muted'}">${identity.online ? 'online' : 'offline'}</td>
                        <td>${identity.connections.map(connection => html`
                            <div><code>${connection.connectionId}</code> <span class="muted">node ${connection.nodeId}</span></div>`)}</td>
                    </tr>`)}
                </tbody>
            </table>`;
    }

    _channel(members) {
        return html`
            <p class="muted">Users: ${members.count}, version ${members.version}</p>
            <table>
                <thead><tr><th>Member</th><th>Uuid</th><th>Connections</th><th>Meta</th></tr></thead>
                <tbody>${members.members.map(member => html`
                    <tr>
                        <td><code>${member.kind}:${member.pk}</code></td>
                        <td>${member.uuid}</td>
                        <td>${member.connections === 0 ? 'just gone' : member.connections}</td>
                        <td><code>${JSON.stringify(member.meta)}</code></td>
                    </tr>`)}
                </tbody>
            </table>`;
    }
}
customElements.define('qwc-ws4redis-presence', QwcWs4redisPresence);
