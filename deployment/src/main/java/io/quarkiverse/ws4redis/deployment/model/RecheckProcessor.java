package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_CHANNEL;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_RECHECK;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_RECHECK_LIST;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.IndexView;

import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/** Finds the entities that permissions depend on, and refuses what would never be asked again. */
class RecheckProcessor {

    @BuildStep
    void rechecks(CombinedIndexBuildItem combinedIndex, Capabilities capabilities, List<ChannelModelBuildItem> channels,
            BuildProducer<RecheckModelBuildItem> models) {
        IndexView index = combinedIndex.getIndex();
        ModelErrors errors = new ModelErrors();
        RecheckReader reader = new RecheckReader(index,
                channels.stream().map(ChannelModelBuildItem::channel).collect(Collectors.toSet()), errors);
        Set<List<String>> ways = new HashSet<>();
        for (RecheckDeclaration declaration : declarations(index, channels)) {
            if (!capabilities.isPresent(Capability.HIBERNATE_ORM)) {
                errors.add(declaration.type(), "has " + declaration.annotation() + ", but nothing tells of changes",
                        "add quarkus-hibernate-orm or quarkus-hibernate-reactive to the application");
            } else {
                reader.read(declaration).ifPresent(model -> {
                    if (!ways.add(List.of(model.type().name().toString(), model.channel(), model.kind(), model.via()))) {
                        errors.add(model.type(), "rechecks "
                                + (model.kind().isEmpty() ? "the channel " + model.channel() : "the kind " + model.kind())
                                + " twice by the same way", "keep one of them");
                    }
                    models.produce(model);
                });
            }
        }
        errors.throwIfAny();
    }

    private static List<RecheckDeclaration> declarations(IndexView index, List<ChannelModelBuildItem> channels) {
        Stream<RecheckDeclaration> ofChannels = channels.stream()
                .map(channel -> RecheckDeclaration.ofChannel(channel.type(), channel.type().declaredAnnotation(WS_CHANNEL)))
                .filter(declaration -> !declaration.changes().isEmpty());
        Stream<RecheckDeclaration> own = Repeatable.all(index, WS_RECHECK, WS_RECHECK_LIST)
                .map(annotation -> RecheckDeclaration.ofRecheck(annotation.target().asClass(), annotation));
        return Stream.concat(ofChannels, own)
                .sorted(Comparator.comparing(declaration -> declaration.type().name())).toList();
    }
}
