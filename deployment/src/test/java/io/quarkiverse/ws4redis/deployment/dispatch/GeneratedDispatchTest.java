package io.quarkiverse.ws4redis.deployment.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

class GeneratedDispatchTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Both.class, Payload.class, OnBean.class));

    private static final WsCredentials WHO = WsCredentials.of("member", 7);

    @Inject
    DispatchRegistry registry;

    @Inject
    Invoker invoker;

    @Inject
    Vertx vertx;

    @Test
    void theMethodsAreCalledWithWhatTheyAskFor() {
        ChannelHandler handler = registry.channel("both").orElseThrow();
        WsMessage message = message("greet", "{\"action\":\"greet\",\"text\":\"hi\"}");
        assertThat(handler.canSubscribeTo(WHO, message)).isEqualTo(true);
        assertThat(handler.canPublishTo(WHO, message)).isEqualTo(List.of("member:7"));
        assertThat(handler.publishGrantsPks()).isTrue();
        assertThat(handler.onAction(WHO, message)).isEqualTo("hi member:7");
        assertThat(handler.onAction(WHO, message("other", "{}"))).isEqualTo("other");
        assertThat(handler.type()).isEqualTo(Both.class);
        assertThat(handler.presence()).isFalse();
        assertThat(handler.slowConsumer()).isEqualTo(SlowConsumer.CLOSE);
        assertThat(registry.channel("bean").orElseThrow().presence()).isTrue();
        assertThat(registry.channel("bean").orElseThrow().slowConsumer()).isEqualTo(SlowConsumer.DROP_OLDEST);
        Authenticator authenticator = registry.authenticator("both").orElseThrow();
        assertThat(((Uni<?>) authenticator.authenticate(WsAuthRequest.of("both", "secret"))).await().indefinitely())
                .isEqualTo(WsCredentials.of("both", "secret"));
        assertThat(authenticator.onlineExecution()).isEqualTo(Execution.ABSENT);
    }

    @Test
    void theHistoryIsWhatTheAnnotationSays() {
        ChannelHandler kept = registry.channel("bean").orElseThrow();
        assertThat(kept.historySize()).isEqualTo(100);
        assertThat(kept.historyMillis()).isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(registry.channel("both").orElseThrow().historySize()).isZero();
    }

    @Test
    void eachRunsWhereItsSignatureSays() {
        ChannelHandler handler = registry.channel("both").orElseThrow();
        assertThat(handler.subscribeExecution()).isEqualTo(Execution.EVENT_LOOP);
        assertThat(handler.publishExecution()).isEqualTo(Execution.WORKER);
        assertThat(handler.actionExecution("greet")).isEqualTo(Execution.VIRTUAL_THREAD);
        assertThat(handler.actionExecution("other")).isEqualTo(Execution.WORKER);
        assertThat(registry.authenticator("both").orElseThrow().authExecution()).isEqualTo(Execution.EVENT_LOOP);
        assertThat(thread(Execution.EVENT_LOOP)).contains("eventloop");
        assertThat(thread(Execution.WORKER)).doesNotContain("eventloop");
        // JDK 17 has none; Quarkus takes a worker then.
        assertThat(thread(Execution.VIRTUAL_THREAD)).doesNotContain("eventloop")
                .matches(name -> name.contains("virtual") == Runtime.version().feature() >= 21);
    }

    private String thread(Execution where) {
        return (String) join(invoker.invoke(vertx.getOrCreateContext(), where, null, () -> Thread.currentThread().getName()));
    }

    @Test
    void beansAreCalledWithTheirSecurityAnnotationsInForce() {
        ChannelHandler handler = registry.channel("bean").orElseThrow();
        assertThat(join(invoker.invoke(vertx.getOrCreateContext(), handler.subscribeExecution(), null,
                () -> handler.canSubscribeTo(WHO, message("subscribe", "{}"))))).isEqualTo(true);
        Future<Object> denied = invoker.invoke(vertx.getOrCreateContext(), handler.publishExecution(), null,
                () -> handler.canPublishTo(WHO, message("publish", "{}")));
        assertThat(denied.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(10))
                .withThrowableThat().havingCause()
                .isInstanceOfAny(UnauthorizedException.class, ForbiddenException.class);
    }

    @Test
    void theGeneratedClassCallsDirectly() throws IOException {
        try (InputStream in = Both.class.getClassLoader().getResourceAsStream(
                Both.class.getName().replace('.', '/').replace('$', '_') + "_Ws4Redis.class")) {
            String constants = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(constants).contains("canSubscribeTo", Both.class.getName().replace('.', '/'))
                    .doesNotContain("java/lang/reflect", "java/lang/invoke", "BootstrapMethods");
        }
    }

    private static Object join(Future<Object> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static WsMessage message(String action, String json) {
        return WsMessage.of(new ObjectMapper().disable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), "c", "events", action,
                "both", List.of(), json);
    }

    @WsChannel("both")
    @WsAuthenticator("both")
    static class Both {

        static Uni<WsCredentials> authWS4RedisConnection(WsAuthRequest auth) {
            return Uni.createFrom().item(WsCredentials.of("both", auth.token()));
        }

        @NonBlocking
        static boolean canSubscribeTo() {
            return true;
        }

        static List<String> canPublishTo(WsMessage message, WsCredentials who) {
            return List.of(who.toString());
        }

        @WsAction("greet")
        @RunOnVirtualThread
        static String greet(Payload payload, WsCredentials who) {
            return payload.text() + " " + who;
        }

        static Object onWS4RedisMessage(WsMessage message) {
            return message.action();
        }
    }

    record Payload(String text) {
    }

    @WsChannel(value = "bean", history = @WsHistory(size = 100, ttl = "1H"), presence = true, slowConsumer = SlowConsumer.DROP_OLDEST)
    @ApplicationScoped
    public static class OnBean {

        boolean canSubscribeTo(WsCredentials who) {
            return who != null;
        }

        @RolesAllowed("admin")
        boolean canPublishTo() {
            return true;
        }
    }
}
