import { QwcHotReloadElement } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { coalesce, styles } from './ws4redis-common.js';

/** A page that loads what it shows again when something has changed: by _load(), which its class has. */
export class LiveElement extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this);

    static styles = styles;

    constructor() {
        super();
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
}
