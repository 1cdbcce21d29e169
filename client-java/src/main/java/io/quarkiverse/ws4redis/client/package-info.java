/**
 * A client for JVMs: services, devices, tests. It connects again when the connection is lost, goes on where it was, renews tokens, and tells
 * the application the truth: each message once and in order, or one {@link io.quarkiverse.ws4redis.client.ChannelEvent.Reload reload}.
 * It does what the TypeScript client does.
 *
 * <pre>{@code
 * Ws4RedisClient client = Ws4RedisClient.builder(vertx, URI.create("wss://example.org/ws"))
 *         .token(reason -> tokens.fetch().map(Token::jwt)).build();
 * Channel<Said> room = client.channel("room", 3, Said.class);
 * room.events().subscribe().with(event -> ...);
 * client.connect();
 * room.publish(new Said("hi")).subscribe().with(published -> ...);
 * }</pre>
 *
 * <p>It is built on the Vert.x WebSocket client, which is also below the connectors of WebSockets Next, and not on these: they need a CDI
 * container, which tools, devices and tests of several nodes do not have, and they hand each message to a context of its own,
 * whereas here everything, from the frame to the event, happens in order on one event loop and without locks.
 *
 * <p>Every {@code Uni} and {@code Multi} emits on that event loop: do not block there. Methods may be called from any thread. A {@code Uni} does
 * nothing before it is subscribed to, and does it again for each subscription.
 */
package io.quarkiverse.ws4redis.client;
