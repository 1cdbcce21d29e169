/**
 * Clients for tests of applications with channels. They have no mind of their own: they send what they are told and keep every
 * frame that comes, so that a test sees what a client would see.
 *
 * <pre>{@code
 * @QuarkusTest
 * class RoomTest {
 *
 *     @InjectWs4RedisClient
 *     WsTestClients clients;
 *
 *     @Test
 *     void membersSeeWhatIsSaid() {
 *         WsTestClient alice = clients.connect().auth("terminal", "alice's token").subscribe("room", 3);
 *         clients.connect().auth("terminal", "bob's token").publish("room", 3, Map.of("text", "hi"));
 *         alice.expectMessage("room", 3, "{\"text\":\"hi\"}").expectNothingMore();
 *     }
 * }
 * }</pre>
 *
 * <p>Nothing here sleeps: what is expected is waited for, and that nothing comes is proven by something that comes after it.
 */
package io.quarkiverse.ws4redis.test;
