package io.quarkiverse.ws4redis.session;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.WsUrlAuthenticator;
import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.broker.Presence;
import io.quarkiverse.ws4redis.config.ConfigCheck;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Puts the stages together when the application starts, and takes leave when it stops. */
@Singleton
public final class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final Broker broker;
    private final Hub hub;
    private final Presence presence;
    private final Control control;
    private final Sessions sessions;
    private final ControlPlane controlPlane;

    @Inject
    Lifecycle(Broker broker, Hub hub, Presence presence, Control control, Sessions sessions, ControlPlane controlPlane) {
        this.broker = broker;
        this.hub = hub;
        this.presence = presence;
        this.control = control;
        this.sessions = sessions;
        this.controlPlane = controlPlane;
    }

    void start(@Observes StartupEvent event, Ws4RedisConfig config, DispatchRegistry registry,
            Instance<WsUrlAuthenticator> urlAuthenticator) {
        ConfigCheck.check(config, registry.channelNames());
        if (urlAuthenticator.isResolvable()) {
            LOG.warn("A WsUrlAuthenticator is active: tokens in URLs get into the logs of proxies and browsers. Prefer an auth "
                    + "message or a header.");
        }
        hub.start(sessions::gap);
        control.listener(controlPlane::receive);
        broker.start().toCompletionStage().toCompletableFuture().join();
        presence.start(controlPlane);
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            presence.leaveAll().toCompletionStage().toCompletableFuture().join();
        } catch (RuntimeException e) {
            LOG.debugf("Presence of this node not removed, it will expire: %s", e.getMessage());
        }
        broker.stop();
    }
}
