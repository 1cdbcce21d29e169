package io.quarkiverse.ws4redis.deployment.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.BuildContext;
import io.quarkus.builder.item.BuildItem;
import io.quarkus.builder.item.MultiBuildItem;
import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;

/** What a build produced, kept as a resource of the application that a test reads. */
final class BuildItems {

    private final String file;

    BuildItems(String file) {
        this.file = file;
    }

    <T extends MultiBuildItem> Consumer<BuildChainBuilder> of(Class<T> type, Function<T, Stream<String>> names) {
        return step(type, context -> context.consumeMulti(type).stream().flatMap(names));
    }

    /** The same for what there is one of. */
    <T extends SimpleBuildItem> Consumer<BuildChainBuilder> one(Class<T> type, Function<T, Stream<String>> names) {
        return step(type, context -> names.apply(context.consume(type)));
    }

    private Consumer<BuildChainBuilder> step(Class<? extends BuildItem> type, Function<BuildContext, Stream<String>> names) {
        return chain -> chain.addBuildStep(context -> context.produce(new GeneratedResourceBuildItem(file,
                names.apply(context).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8))))
                .consumes(type).produces(GeneratedResourceBuildItem.class).build();
    }

    /** {@return the names, in a test of that application} */
    Stream<String> read() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
