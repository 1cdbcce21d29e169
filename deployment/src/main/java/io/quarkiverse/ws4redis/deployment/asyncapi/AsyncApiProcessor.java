package io.quarkiverse.ws4redis.deployment.asyncapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.quarkiverse.ws4redis.asyncapi.AsyncApiRecorder;
import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkiverse.ws4redis.deployment.model.AuthenticatorModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelModelBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.vertx.http.deployment.NonApplicationRootPathBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;

/** Writes the AsyncAPI document, and serves it where OpenAPI's is. */
class AsyncApiProcessor {

    /** Whether the document is wanted. */
    static final class Enabled implements BooleanSupplier {

        private final Ws4RedisBuildTimeConfig config;

        Enabled(Ws4RedisBuildTimeConfig config) {
            this.config = config;
        }

        @Override
        public boolean getAsBoolean() {
            return config.asyncapi().enabled();
        }
    }

    @BuildStep(onlyIf = Enabled.class)
    AsyncApiBuildItem document(Ws4RedisBuildTimeConfig config, ApplicationInfoBuildItem application,
            List<AuthenticatorModelBuildItem> authenticators, List<ChannelModelBuildItem> channels,
            List<BroadcastModelBuildItem> broadcasts) {
        return new AsyncApiBuildItem(new AsyncApiDocument(application.getName(), application.getVersion(), config.path())
                .json(authenticators, channels, broadcasts));
    }

    @BuildStep(onlyIf = Enabled.class)
    void resource(Ws4RedisBuildTimeConfig config, AsyncApiBuildItem document, OutputTargetBuildItem target,
            BuildProducer<GeneratedResourceBuildItem> generated,
            BuildProducer<NativeImageResourceBuildItem> natively) {
        generated.produce(new GeneratedResourceBuildItem(AsyncApiRecorder.RESOURCE,
                document.json().getBytes(StandardCharsets.UTF_8)));
        natively.produce(new NativeImageResourceBuildItem(AsyncApiRecorder.RESOURCE));
        config.asyncapi().storeDirectory()
                .ifPresent(folder -> store(document.json(), target.getOutputDirectory().getParent().resolve(folder)));
    }

    @BuildStep(onlyIf = Enabled.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    RouteBuildItem route(Ws4RedisBuildTimeConfig config, NonApplicationRootPathBuildItem root, AsyncApiRecorder recorder) {
        return root.routeBuilder().management().route(config.asyncapi().path()).displayOnNotFoundPage("AsyncAPI document")
                .handler(recorder.handler()).build();
    }

    /** For whatever generates from it after the build. */
    private static void store(String json, Path folder) {
        try {
            Files.writeString(Files.createDirectories(folder).resolve("asyncapi.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException("quarkus.ws4redis.asyncapi.store-directory cannot be written to", e);
        }
    }
}
