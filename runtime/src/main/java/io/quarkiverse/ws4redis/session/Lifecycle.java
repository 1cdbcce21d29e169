package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.ws4redis.WsUrlAuthenticator;
import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.broker.Presence;
import io.quarkiverse.ws4redis.config.ConfigCheck;
import io.quarkiverse.ws4redis.config.DjangoSettings;
import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;

/** Puts the stages together when the application starts, and takes leave when it stops. */
@Singleton
public final class Lifecycle {

    private static final OperatorLog OPERATOR = OperatorLog.of(Lifecycle.class);

    /** What is not done by then, the other nodes' sweepers do. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(5);

    private final Broker broker;
    private final Hub hub;
    private final Presence presence;
    private final Control control;
    private final ControlPlane controlPlane;
    private final ChannelSettings settings;
    private final MemoryGuard memory;

    @Inject
    Lifecycle(Broker broker, Hub hub, Presence presence, Control control, ControlPlane controlPlane, ChannelSettings settings,
            MemoryGuard memory) {
        this.broker = broker;
        this.hub = hub;
        this.presence = presence;
        this.control = control;
        this.controlPlane = controlPlane;
        this.settings = settings;
        this.memory = memory;
    }

    void start(@Observes StartupEvent event, Config all, Ws4RedisBuildTimeConfig buildTime, Ws4RedisConfig config,
            DispatchRegistry registry, Instance<WsUrlAuthenticator> urlAuthenticator) {
        ConfigCheck.checkRedisClients(all, buildTime.redisClients(), config.interop().enabled());
        DjangoSettings.find(all, OPERATOR::deprecatedSetting);
        ConfigCheck.check(config, registry.channelNames(), registry.kinds());
        if (urlAuthenticator.isResolvable()) {
            OPERATOR.tokensInUrls();
        }
        hub.start(settings::slowConsumer, control::restored);
        control.listener(controlPlane::receive);
        broker.start().toCompletionStage().toCompletableFuture().join();
        presence.start(controlPlane);
        memory.start();
    }

    void stop(@Observes ShutdownEvent event) {
        Future<?> left = presence.leaveAll()
                .compose(lasts -> Future.join(lasts.stream().map(controlPlane::offline).toList()));
        try {
            left.toCompletionStage().toCompletableFuture().get(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            OPERATOR.presenceNotRemoved(e.getMessage());
        }
        broker.stop();
        hub.stop();
        memory.stop();
    }
}
