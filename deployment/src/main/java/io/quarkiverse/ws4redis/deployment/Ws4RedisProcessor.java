package io.quarkiverse.ws4redis.deployment;

import java.util.List;
import java.util.regex.Pattern;

import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.ChannelPresence;
import io.quarkiverse.ws4redis.broker.ClientOptions;
import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.NodeId;
import io.quarkiverse.ws4redis.broker.Presence;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.broker.Topologies;
import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.LinkGauge;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.MetricsRecorder;
import io.quarkiverse.ws4redis.observe.NodeState;
import io.quarkiverse.ws4redis.observe.PermissionTimes;
import io.quarkiverse.ws4redis.observe.tracing.NoTracing;
import io.quarkiverse.ws4redis.security.ConnectionLimit;
import io.quarkiverse.ws4redis.security.HandshakeCheck;
import io.quarkiverse.ws4redis.security.TokenVerifier;
import io.quarkiverse.ws4redis.session.DrainListener;
import io.quarkiverse.ws4redis.session.SessionBeans;
import io.quarkiverse.ws4redis.transaction.CurrentTransaction;
import io.quarkiverse.ws4redis.transaction.JtaTransactions;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.builditem.ShutdownListenerBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.metrics.MetricsFactoryConsumerBuildItem;
import io.quarkus.redis.deployment.client.RequestedRedisClientBuildItem;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Puts the runtime into the application. */
class Ws4RedisProcessor {

    private static final String FEATURE = "ws4redis";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder().setUnremovable()
                .addBeanClasses(Broker.class, ChannelPresence.class, Control.class, History.class, NodeId.class)
                .addBeanClasses(ClientOptions.class, Presence.class, RedisKeys.class, Topologies.class)
                .addBeanClasses(DispatchRegistry.class, Invoker.class, Hub.class, Interop.class, NodeState.class)
                .addBeanClasses(LinkGauge.class, Metrics.class, PermissionTimes.class)
                .addBeanClasses(CurrentTransaction.class, JtaTransactions.class)
                .addBeanClasses(ConnectionLimit.class, HandshakeCheck.class, TokenVerifier.class)
                .addBeanClasses(SessionBeans.all())
                .build();
    }

    @BuildStep
    void entityIdentifier(Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (capabilities.isPresent(Capability.HIBERNATE_ORM)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf("io.quarkiverse.ws4redis.dispatch.JpaIdentifier"));
        }
    }

    /** By name: they need classes of Hibernate Reactive's, which not every application has. */
    @BuildStep
    void hibernateReactive(Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (capabilities.isPresent(Capability.HIBERNATE_REACTIVE)) {
            beans.produce(AdditionalBeanBuildItem.builder().setUnremovable()
                    .addBeanClasses("io.quarkiverse.ws4redis.dispatch.ReactiveIdentifier",
                            "io.quarkiverse.ws4redis.transaction.ReactiveTransactions")
                    .build());
        }
    }

    @BuildStep
    void tracing(Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        beans.produce(AdditionalBeanBuildItem.unremovableOf(NoTracing.class));
        if (capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            beans.produce(AdditionalBeanBuildItem
                    .unremovableOf("io.quarkiverse.ws4redis.observe.tracing.OpenTelemetryTracing"));
        }
    }

    @BuildStep
    UnremovableBeanBuildItem urlAuthenticator() {
        return UnremovableBeanBuildItem.beanTypes(Ws4RedisDotNames.WS_URL_AUTHENTICATOR);
    }

    @BuildStep
    ShutdownListenerBuildItem drain() {
        return new ShutdownListenerBuildItem(new DrainListener());
    }

    /** Tokens that are in URLs must not be in the access log. */
    @BuildStep
    void accessLog(CombinedIndexBuildItem index, Ws4RedisBuildTimeConfig config,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        if (!index.getIndex().getAllKnownImplementations(Ws4RedisDotNames.WS_URL_AUTHENTICATOR).isEmpty()) {
            defaults.produce(new RunTimeConfigurationDefaultBuildItem("quarkus.http.access-log.exclude-pattern",
                    Pattern.quote(config.path()) + "(/.*)?"));
        }
    }

    @BuildStep
    List<RequestedRedisClientBuildItem> redisClients(Ws4RedisBuildTimeConfig config) {
        return config.redisClients().stream().map(RequestedRedisClientBuildItem::new).toList();
    }

    @BuildStep
    HealthBuildItem readiness(Ws4RedisBuildTimeConfig config) {
        return new HealthBuildItem("io.quarkiverse.ws4redis.observe.LinkReadiness", config.healthEnabled());
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    MetricsFactoryConsumerBuildItem metrics(MetricsRecorder recorder) {
        return new MetricsFactoryConsumerBuildItem(recorder.register(), ExecutionTime.RUNTIME_INIT);
    }

    @BuildStep
    NativeImageResourcePatternsBuildItem scripts() {
        return NativeImageResourcePatternsBuildItem.builder().includeGlob("META-INF/ws4redis/lua/*.lua").build();
    }
}
