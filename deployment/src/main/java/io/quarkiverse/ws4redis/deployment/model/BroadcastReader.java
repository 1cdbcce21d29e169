package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ENTITY;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_CHANNEL;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

import io.quarkiverse.ws4redis.WsChange;

/** Makes a model of what an annotation says about the changes of an entity, or says what is wrong with it. */
final class BroadcastReader {

    private final IndexView index;
    private final Set<String> channels;
    private final ModelErrors errors;

    BroadcastReader(IndexView index, Set<String> channels, ModelErrors errors) {
        this.index = index;
        this.channels = channels;
        this.errors = errors;
    }

    Optional<BroadcastModelBuildItem> read(BroadcastDeclaration declaration) {
        ClassInfo type = declaration.type();
        if (!type.hasDeclaredAnnotation(ENTITY)) {
            errors.add(type, "has " + declaration.annotation() + ", but is no @Entity whose changes there could be",
                    "put it on an entity, or publish by Ws4Redis.afterCommit()");
            return Optional.empty();
        }
        if (declaration.changes().isEmpty()) {
            errors.add(type, "has " + declaration.annotation() + " of no changes", "name at least one of "
                    + EnumSet.allOf(WsChange.class));
        }
        Optional<String> channel = new AssociationPath(index, declaration, errors).target()
                .flatMap(target -> channel(declaration, target));
        Optional<BroadcastData> data = new BroadcastDataReader(index, declaration, errors).read();
        return channel.isEmpty() || data.isEmpty()
                ? Optional.empty()
                : Optional.of(new BroadcastModelBuildItem(type, name(type), channel.get(), declaration.via(),
                        declaration.changes(), data.get()));
    }

    /** An entity that declares a channel has no other one; one that does not may have one that another class declares. */
    private Optional<String> channel(BroadcastDeclaration declaration, ClassInfo target) {
        AnnotationInstance own = target.declaredAnnotation(WS_CHANNEL);
        String named = declaration.channel();
        if (named.isEmpty() && own == null) {
            errors.add(declaration.type(), "has @WsBroadcast without a channel, and " + target.name() + " has no @WsChannel",
                    "name the channel, or the way to the entity that declares it by via");
            return Optional.empty();
        }
        if (own == null && !channels.contains(named)) {
            errors.add(declaration.type(), "broadcasts to the channel " + named + ", which no class declares",
                    "name the channel of a @WsChannel");
            return Optional.empty();
        }
        if (own != null && !named.isEmpty() && !named.equals(own.value().asString())) {
            errors.add(declaration.type(), "broadcasts to the channel " + named + ", but " + target.name()
                    + ", whose identifier is the pk, declares the channel " + own.value().asString(),
                    "name the way to the entity of the channel by via, or the other channel");
            return Optional.empty();
        }
        return Optional.of(named.isEmpty() ? own.value().asString() : named);
    }

    private static String name(ClassInfo type) {
        AnnotationValue name = type.declaredAnnotation(ENTITY).value("name");
        return name == null || name.asString().isEmpty() ? type.simpleName() : name.asString();
    }
}
