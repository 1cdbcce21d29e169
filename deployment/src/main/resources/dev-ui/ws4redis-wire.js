const LIMIT = 200;
const SECRET_ACTIONS = ['auth'];

/** The console's connection, which lives on while other pages are looked at. */
class Wire extends EventTarget {

    frames = [];
    connection = null;
    _socket = null;

    get isOpen() {
        return this._socket?.readyState === WebSocket.OPEN;
    }

    /** Connects, and sends the auth request if there is one. */
    connect(path, facility, auth) {
        this.close();
        this.connection = null;
        const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
        const socket = new WebSocket(
            `${scheme}://${location.host}${path}${facility ? `/${encodeURIComponent(facility)}` : ''}`);
        this._socket = socket;
        socket.onopen = () => {
            this._add('state', 'connected');
            if (auth) {
                this.send(JSON.stringify({ ...auth, id: 'auth' }));
            }
        };
        socket.onmessage = message => this._receive(message.data);
        socket.onclose = event => this._add('state', `closed: ${event.code} ${event.reason}`);
    }

    send(text) {
        this._socket.send(text);
        this._add('out', shown(text));
    }

    close() {
        this._socket?.close();
    }

    clear() {
        this.frames = [];
        this._changed();
    }

    /** Tells of an error frame why it came. */
    explain(frame, reason) {
        frame.reason = reason;
        this._changed();
    }

    _receive(text) {
        const frame = this._add('in', text);
        const content = parsed(text);
        if (content?.id === 'auth' && content.connection) {
            this.connection = content.connection;
        }
        if (content?.message?.error && content.message.code) {
            frame.error = content.message.error;
            this.dispatchEvent(new CustomEvent('refused', { detail: frame }));
        }
    }

    _add(direction, text) {
        const frame = { millis: Date.now(), direction, text, error: null, reason: null };
        this.frames = [...this.frames, frame].slice(-LIMIT);
        this._changed();
        return frame;
    }

    _changed() {
        this.dispatchEvent(new Event('change'));
    }
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

/** Who looks over the developer's shoulder sees no credentials. */
function shown(text) {
    const content = parsed(text);
    return SECRET_ACTIONS.includes(content?.action) ? `{"action":"${content.action}","kind":"${content.kind}", …}` : text;
}

export const wire = new Wire();
