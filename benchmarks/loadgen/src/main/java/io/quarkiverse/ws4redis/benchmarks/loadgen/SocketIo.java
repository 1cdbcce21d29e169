package io.quarkiverse.ws4redis.benchmarks.loadgen;

/** Engine.IO 4 on the WebSocket transport from the start (no polling), Socket.IO 4 packets on the root namespace. */
final class SocketIo extends Protocol {
    SocketIo(Options o) {
        super(o);
    }

    @Override
    String path(Want want) {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    void onOpen(Conn c) {
    }

    @Override
    void onText(Conn c, String text) {
        if (text.equals("2")) {
            c.send("3");
        } else if (text.startsWith("44")) {
            c.fail("server said " + text);
        } else if (text.startsWith("40")) {
            if (c.want.subscriber()) {
                c.send("42[\"subscribe\",{\"channel\":\"" + opts.channel + "\",\"pk\":" + c.want.pk() + "}]");
            } else {
                c.ready();
            }
        } else if (text.startsWith("0")) {
            c.send("40{\"token\":\"" + opts.token + "\"}");
        } else if (text.startsWith("42[\"subscribed\"") && !c.isReady()) {
            c.ready();
        }
    }

    @Override
    String publishPrefix(int pk) {
        return "42[\"publish\",{\"channel\":\"" + opts.channel + "\",\"pk\":" + pk + ",\"message\":";
    }

    @Override
    String publishSuffix(int pk) {
        return "}]";
    }
}
