package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_BROADCAST;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_BROADCAST_LIST;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_CHANNEL;

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

/** Finds the entities whose changes are published, and refuses what could not work or would send too much. */
class BroadcastProcessor {

    @BuildStep
    void broadcasts(CombinedIndexBuildItem combinedIndex, Capabilities capabilities, List<ChannelModelBuildItem> channels,
            BuildProducer<BroadcastModelBuildItem> models) {
        IndexView index = combinedIndex.getIndex();
        ModelErrors errors = new ModelErrors();
        BroadcastReader reader = new BroadcastReader(index,
                channels.stream().map(ChannelModelBuildItem::channel).collect(Collectors.toSet()), errors);
        Set<List<String>> ways = new HashSet<>();
        for (BroadcastDeclaration declaration : declarations(index, channels)) {
            if (!capabilities.isPresent(Capability.HIBERNATE_ORM)) {
                errors.add(declaration.type(), "has " + declaration.annotation() + ", but nothing tells of changes",
                        "add quarkus-hibernate-orm or quarkus-hibernate-reactive to the application");
            } else {
                reader.read(declaration).ifPresent(model -> {
                    if (!ways.add(List.of(model.type().name().toString(), model.channel(), model.via()))) {
                        errors.add(model.type(), "broadcasts to the channel " + model.channel() + " twice by the same way",
                                "keep one of them");
                    }
                    models.produce(model);
                });
            }
        }
        errors.throwIfAny();
    }

    private static List<BroadcastDeclaration> declarations(IndexView index, List<ChannelModelBuildItem> channels) {
        Stream<BroadcastDeclaration> ofChannels = channels.stream()
                .map(channel -> BroadcastDeclaration.ofChannel(channel.type(), channel.type().declaredAnnotation(WS_CHANNEL)))
                .filter(declaration -> !declaration.changes().isEmpty() || declaration.hasData());
        Stream<BroadcastDeclaration> own = Repeatable.all(index, WS_BROADCAST, WS_BROADCAST_LIST)
                .map(annotation -> BroadcastDeclaration.ofBroadcast(annotation.target().asClass(), annotation));
        return Stream.concat(ofChannels, own)
                .sorted(Comparator.comparing(declaration -> declaration.type().name())).toList();
    }
}
