package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ENTITY;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsNames;

/** Makes a model of what an annotation says about whose permissions depend on an entity, or says what is wrong with it. */
final class RecheckReader {

    private final IndexView index;
    private final TargetChannel channels;
    private final ModelErrors errors;

    RecheckReader(IndexView index, Set<String> channels, ModelErrors errors) {
        this.index = index;
        this.channels = new TargetChannel(channels, errors);
        this.errors = errors;
    }

    Optional<RecheckModelBuildItem> read(RecheckDeclaration declaration) {
        ClassInfo type = declaration.type();
        if (!type.hasDeclaredAnnotation(ENTITY)) {
            errors.add(type, "has " + declaration.annotation() + ", but is no @Entity whose changes there could be",
                    "put it on an entity, or call Ws4Redis.recheck or recheckSubscribers where permissions change");
            return Optional.empty();
        }
        if (declaration.changes().isEmpty()) {
            errors.add(type, "has " + declaration.annotation() + " after no changes", "name at least one of "
                    + EnumSet.allOf(WsChange.class));
        }
        Optional<ClassInfo> target = new AssociationPath(index, type, "rechecks", declaration.via(), errors).target();
        return target.flatMap(end -> declaration.kind().isEmpty() ? ofChannel(declaration, end) : ofKind(declaration));
    }

    private Optional<RecheckModelBuildItem> ofChannel(RecheckDeclaration declaration, ClassInfo target) {
        return channels.find(declaration.type(), "@WsRecheck", "rechecks", declaration.channel(), target)
                .map(channel -> new RecheckModelBuildItem(declaration.type(), channel, "", declaration.via(),
                        declaration.changes()));
    }

    private Optional<RecheckModelBuildItem> ofKind(RecheckDeclaration declaration) {
        if (!declaration.channel().isEmpty()) {
            errors.add(declaration.type(), "has @WsRecheck with a channel and a kind",
                    "name one of them: the subscribers of a channel, or one identity");
            return Optional.empty();
        }
        if (!WsNames.isValid(declaration.kind())) {
            errors.add(declaration.type(), "rechecks the kind \"" + declaration.kind() + "\", which no identity can have",
                    "name the kind of the WsCredentials that your authenticator returns");
            return Optional.empty();
        }
        return Optional.of(new RecheckModelBuildItem(declaration.type(), "", declaration.kind(), declaration.via(),
                declaration.changes()));
    }
}
