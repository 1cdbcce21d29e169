package io.quarkiverse.ws4redis.deployment.generate;

import java.util.List;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkiverse.ws4redis.security.HandshakeRecorder;
import io.quarkiverse.ws4redis.session.ConnectionEndpoint;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.GeneratedBeanBuildItem;
import io.quarkus.arc.deployment.GeneratedBeanGizmo2Adaptor;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.WebSocket;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Generates the endpoints: their path is configuration, and the path of an endpoint is an annotation's value. */
class EndpointProcessor {

    /** Routes without an order of their own, as those of WebSockets Next are, count from 0; filters are far below. */
    private static final int BEFORE_ENDPOINTS = -1;

    private static final String NAME = ConnectionEndpoint.class.getPackageName() + ".";

    @BuildStep
    void endpoints(Ws4RedisBuildTimeConfig config, BuildProducer<GeneratedBeanBuildItem> generated) {
        String path = config.path();
        if (!path.startsWith("/") || path.length() < 2 || path.endsWith("/") || path.contains("{") || path.contains("*")) {
            throw new DeploymentException("quarkus.ws4redis.path is '" + path
                    + "': it must start with / and contain neither braces nor * nor a / at its end");
        }
        Gizmo gizmo = Gizmo.create(new GeneratedBeanGizmo2Adaptor(generated)).withDebugInfo(false).withParameters(false);
        endpoint(gizmo, NAME + "DefaultFacilityEndpoint", path);
        endpoint(gizmo, NAME + "FacilityEndpoint", path + "/{facility}");
    }

    /** WebSockets Next registers these only if a class of the application has its annotation; ours is generated. */
    @BuildStep
    AdditionalBeanBuildItem serverSide() {
        return AdditionalBeanBuildItem.unremovableOf("io.quarkus.websockets.next.runtime.ConnectionManager");
    }

    @BuildStep
    AdditionalBeanBuildItem serverOptions() {
        return AdditionalBeanBuildItem
                .unremovableOf("io.quarkus.websockets.next.runtime.WebSocketHttpServerOptionsCustomizer");
    }

    /** After authentication and authorization of the HTTP request, before the endpoints. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void handshake(Ws4RedisBuildTimeConfig config, HandshakeRecorder recorder, BuildProducer<RouteBuildItem> routes) {
        Handler<RoutingContext> handler = recorder.handler();
        for (String path : List.of(config.path(), config.path() + "/:facility")) {
            routes.produce(RouteBuildItem.builder().orderedRoute(path, BEFORE_ENDPOINTS).handler(handler).build());
        }
    }

    private static void endpoint(Gizmo gizmo, String name, String path) {
        gizmo.class_(name, cc -> {
            cc.extends_(ConnectionEndpoint.class);
            cc.addAnnotation(Singleton.class);
            cc.addAnnotation(WebSocket.class, ac -> {
                ac.add("path", path);
                // A session keeps the order of its requests itself, with a bound.
                ac.add("inboundProcessingMode", InboundProcessingMode.CONCURRENT);
            });
            cc.defaultConstructor();
        });
    }
}
