import { html, css } from 'lit';
import { QwcHotReloadElement } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { authenticators, channels, endpoint } from 'build-time-data';
import '@vaadin/button';
import '@vaadin/select';
import '@vaadin/text-area';
import '@vaadin/text-field';
import { styles, time } from './ws4redis-common.js';
import { wire } from './ws4redis-wire.js';

const MODES = [
    { label: 'Anybody', value: 'identity' },
    { label: 'By an authenticator', value: 'authenticator' },
    { label: 'Nobody', value: 'nobody' },
];
const ACTIONS = {
    subscribe: {}, unsubscribe: {}, publish: { message: 'hello' }, presence: {}, history: { limit: 10 },
};

/** Connects as whoever is wanted, sends what is wanted, and shows all frames. */
export class QwcWs4redisConsole extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this);

    static styles = [styles, css`
        .frames { font-family: monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
        .frames li { list-style: none; padding: .15em 0; }
        .frames ul { padding: 0; }
        vaadin-text-area { width: 100%; font-family: monospace; }
    `];

    static properties = {
        _mode: { state: true },
        _frames: { state: true },
        _failure: { state: true },
    };

    constructor() {
        super();
        this._mode = 'identity';
        this._frames = wire.frames;
        this._failure = null;
        this._id = 1;
        this._change = () => { this._frames = [...wire.frames]; };
        this._refused = event => this._explain(event.detail);
    }

    connectedCallback() {
        super.connectedCallback();
        wire.addEventListener('change', this._change);
        wire.addEventListener('refused', this._refused);
    }

    disconnectedCallback() {
        wire.removeEventListener('change', this._change);
        wire.removeEventListener('refused', this._refused);
        super.disconnectedCallback();
    }

    hotReload() {
        this._failure = null;
    }

    _value(id) {
        return this.renderRoot.querySelector(`#${id}`)?.value ?? '';
    }

    async _connect() {
        this._failure = null;
        try {
            wire.connect(endpoint, this._value('facility'), await this._auth());
        } catch (failure) {
            this._failure = failure?.error?.message ?? String(failure);
        }
    }

    async _auth() {
        if (this._mode === 'nobody') {
            return null;
        }
        if (this._mode === 'authenticator') {
            return { action: 'auth', kind: this._value('authenticator'), ...JSON.parse(this._value('fields') || '{}') };
        }
        const answer = await this.jsonRpc.impersonate(
            { kind: this._value('kind'), pk: this._value('identity'), uuid: this._value('uuid') });
        return answer.result;
    }

    /** The trace knows what the client is not told. */
    async _explain(frame) {
        const answer = await this.jsonRpc.trace();
        const entry = answer.result.reverse().find(candidate => candidate.error === frame.error
            && (!wire.connection || candidate.connection === wire.connection));
        if (entry?.reason) {
            wire.explain(frame, entry.reason);
        }
    }

    /** Writes a request, to be changed before it is sent. */
    _write() {
        const action = this._value('action');
        const pk = this._value('pk');
        this.renderRoot.querySelector('#request').value = JSON.stringify(
            { action, channel: this._value('channel'), ...(pk ? { pk } : {}), ...ACTIONS[action], id: this._id++ });
    }

    _send() {
        wire.send(this._value('request'));
    }

    render() {
        return html`
            ${this._failure ? html`<p class="refused" role="alert">${this._failure}</p>` : ''}
            <div class="bar">
                <vaadin-select label="Connect as" .items=${MODES} .value=${this._mode}
                    @value-changed=${event => { this._mode = event.detail.value; }}></vaadin-select>
                ${this._credentials()}
                <vaadin-text-field id="facility" label="Facility" placeholder="default"></vaadin-text-field>
                <vaadin-button theme="primary" @click=${() => this._connect()}>Connect</vaadin-button>
                <vaadin-button ?disabled=${!wire.isOpen} @click=${() => wire.close()}>Disconnect</vaadin-button>
            </div>
            <div class="bar">
                <vaadin-select id="action" label="Action" .items=${this._actions()} value="subscribe"></vaadin-select>
                <vaadin-text-field id="channel" label="Channel" value="${channels[0]?.channel ?? ''}"></vaadin-text-field>
                <vaadin-text-field id="pk" label="Pk" placeholder="none"></vaadin-text-field>
                <vaadin-button @click=${() => this._write()}>Write the request</vaadin-button>
            </div>
            <vaadin-text-area id="request" label="Request"></vaadin-text-area>
            <div class="bar">
                <vaadin-button theme="primary" ?disabled=${!wire.isOpen} @click=${() => this._send()}>Send</vaadin-button>
                <vaadin-button @click=${() => wire.clear()}>Clear</vaadin-button>
            </div>
            <div class="frames" role="log"><ul>${this._frames.map(frame => this._frame(frame))}</ul></div>`;
    }

    _credentials() {
        if (this._mode === 'identity') {
            return html`
                <vaadin-text-field id="kind" label="Kind" value="${authenticators[0]?.kind ?? 'member'}"></vaadin-text-field>
                <vaadin-text-field id="identity" label="Pk of the identity"></vaadin-text-field>
                <vaadin-text-field id="uuid" label="Uuid" placeholder="the pk"></vaadin-text-field>`;
        }
        const kinds = [...new Set([...authenticators.map(authenticator => authenticator.kind), 'jwt'])];
        return this._mode === 'authenticator'
            ? html`
                <vaadin-select id="authenticator" label="Authenticator" .items=${kinds.map(kind => ({ label: kind, value: kind }))}
                    value="${kinds[0]}"></vaadin-select>
                <vaadin-text-field id="fields" label="Fields (JSON)" value='{"token":""}' style="width: 22em"></vaadin-text-field>`
            : '';
    }

    _actions() {
        const own = channels.flatMap(channel => channel.source.methods).map(method => method.role)
            .filter(role => role.startsWith('action ')).map(role => role.substring('action '.length));
        return [...new Set([...Object.keys(ACTIONS), ...own])].map(action => ({ label: action, value: action }));
    }

    _frame(frame) {
        const arrow = { in: '←', out: '→', state: '·' }[frame.direction];
        return html`<li class="${frame.error ? 'refused' : frame.direction === 'in' ? '' : 'muted'}"><span class="muted">${time(frame.millis)}</span> ${arrow} ${frame.text}${
            frame.reason ? html`<br>              why: ${frame.reason}` : ''}</li>`;
    }
}
customElements.define('qwc-ws4redis-console', QwcWs4redisConsole);
