package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ENTITY;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

import io.quarkiverse.ws4redis.WsChange;

/** Makes a model of what an annotation says about the changes of an entity, or says what is wrong with it. */
final class BroadcastReader {

    private final IndexView index;
    private final TargetChannel channels;
    private final ModelErrors errors;

    BroadcastReader(IndexView index, Set<String> channels, ModelErrors errors) {
        this.index = index;
        this.channels = new TargetChannel(channels, errors);
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
        Optional<String> channel = new AssociationPath(index, type, "broadcasts", declaration.via(), errors).target()
                .flatMap(target -> channels.find(type, "@WsBroadcast", "broadcasts to", declaration.channel(), target));
        Optional<BroadcastData> data = new BroadcastDataReader(index, declaration, errors).read();
        return channel.isEmpty() || data.isEmpty()
                ? Optional.empty()
                : Optional.of(new BroadcastModelBuildItem(type, name(type), channel.get(), declaration.via(),
                        declaration.changes(), data.get()));
    }

    private static String name(ClassInfo type) {
        AnnotationValue name = type.declaredAnnotation(ENTITY).value("name");
        return name == null || name.asString().isEmpty() ? type.simpleName() : name.asString();
    }
}
