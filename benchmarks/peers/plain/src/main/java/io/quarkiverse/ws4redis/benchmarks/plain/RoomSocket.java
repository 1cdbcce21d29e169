package io.quarkiverse.ws4redis.benchmarks.plain;

import jakarta.inject.Inject;

import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;

/** The endpoint, as the guide to WebSockets Next shows it: JSON in, JSON out, nothing blocks. */
@WebSocket(path = "/ws")
public class RoomSocket {

    @Inject
    Rooms rooms;

    @OnTextMessage
    Uni<Void> receive(Request request, WebSocketConnection connection) {
        return switch (request.action()) {
            case "subscribe" -> {
                rooms.join(request.topic(), connection);
                yield connection.sendText(Subscribed.to(request));
            }
            case "publish" -> rooms.publish(request.topic(),
                    new Delivery(request.channel(), request.pk(), request.message()));
            default -> connection.sendText("{\"name\":\"error\"}");
        };
    }

    @OnClose
    void close(WebSocketConnection connection) {
        rooms.leave(connection);
    }
}
