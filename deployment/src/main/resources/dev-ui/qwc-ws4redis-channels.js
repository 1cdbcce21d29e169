import { html } from 'lit';
import { QwcHotReloadElement } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { authenticators, channels } from 'build-time-data';
import 'qui-ide-link';
import { duration, styles } from './ws4redis-common.js';

/** What the build found and generated, and the channels of the configuration. */
export class QwcWs4redisChannels extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this);

    static styles = styles;

    static properties = {
        _open: { state: true },
    };

    constructor() {
        super();
        this._open = [];
    }

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
    }

    hotReload() {
        this.jsonRpc.openChannels().then(answer => {
            this._open = answer.result;
        });
    }

    render() {
        return html`
            <h3>Channels</h3>
            ${channels.map(channel => this._channel(channel))}
            ${channels.length === 0 ? html`<p class="muted">No class has <code>@WsChannel</code>.</p>` : ''}
            <h3>Authenticators</h3>
            ${authenticators.map(authenticator => html`
                <div class="card">
                    <strong><code>${authenticator.kind}</code></strong>
                    ${this._source(authenticator.source)}
                </div>`)}
            <p class="muted">Kind <code>jwt</code> is built in.</p>
            <h3>Channels of the configuration</h3>
            ${this._open.map(channel => html`
                <div class="card">
                    <strong><code>${channel.channel}</code></strong>
                    <span class="badge">${channel.subscribe ? 'anybody authenticated subscribes' : 'nobody subscribes'}</span>
                    <span class="badge">${channel.publish ? 'anybody authenticated publishes' : 'only the application publishes'}</span>
                    ${this._options(channel)}
                </div>`)}
            ${this._open.length === 0 ? html`<p class="muted">There is no <code>quarkus.ws4redis.channels.*</code>.</p>` : ''}`;
    }

    _channel(channel) {
        return html`
            <div class="card">
                <strong><code>${channel.channel}</code></strong>
                ${this._options(channel)}
                ${this._source(channel.source)}
                ${channel.broadcasts.map(broadcast => html`
                    <div>broadcasts ${broadcast.changes} of <code>${broadcast.entity}</code>
                        ${broadcast.via ? html`by way of <code>${broadcast.via}</code>` : ''}</div>`)}
            </div>`;
    }

    _options(channel) {
        return html`
            ${channel.historySize
                ? html`<span class="badge">history: ${channel.historySize} messages, ${duration(channel.historyMillis)}</span>` : ''}
            ${channel.presence ? html`<span class="badge">presence</span>` : ''}
            ${channel.permissionMillis ? html`<span class="badge">permissionTtl: ${duration(channel.permissionMillis)}</span>` : ''}
            <span class="badge">slow consumer: ${channel.slowConsumer.toLowerCase().replace('_', ' ')}</span>`;
    }

    _source(source) {
        return html`
            <div>${source.entity ? 'entity' : 'class'}
                <qui-ide-link fileName="${source.type}" lineNumber="0"><code>${source.type}</code></qui-ide-link>,
                called by the generated <code>${source.handler}</code></div>
            <table class="methods">
                <tbody>${source.methods.map(method => html`
                    <tr>
                        <td>${method.role}</td>
                        <td>${method.signature
                            ? html`<code>${method.signature}</code>` : html`<span class="refused">none: always denied</span>`}</td>
                        <td class="muted">${method.execution ? method.execution.toLowerCase().replace('_', ' ') : ''}</td>
                    </tr>`)}
                </tbody>
            </table>`;
    }
}
customElements.define('qwc-ws4redis-channels', QwcWs4redisChannels);
