package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_CHANNEL;

import java.util.Optional;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;

/**
 * Finds the channel whose pk is the identifier of an entity. An entity that declares a channel has no other one; one that does not
 * may have one that another class declares.
 */
final class TargetChannel {

    private final Set<String> channels;
    private final ModelErrors errors;

    TargetChannel(Set<String> channels, ModelErrors errors) {
        this.channels = channels;
        this.errors = errors;
    }

    /**
     * Finds it, or says why there is none.
     *
     * @param type the annotated entity
     * @param annotation its annotation as a message names it
     * @param verb what it does with the channel, for messages
     * @param named the channel that the annotation names; empty for none
     * @param target the entity whose identifier is the pk
     * @return the channel
     */
    Optional<String> find(ClassInfo type, String annotation, String verb, String named, ClassInfo target) {
        AnnotationInstance own = target.declaredAnnotation(WS_CHANNEL);
        if (named.isEmpty() && own == null) {
            errors.add(type, "has " + annotation + " without a channel, and " + target.name() + " has no @WsChannel",
                    "name the channel, or the way to the entity that declares it by via");
            return Optional.empty();
        }
        if (own == null && !channels.contains(named)) {
            errors.add(type, verb + " the channel " + named + ", which no class declares", "name the channel of a @WsChannel");
            return Optional.empty();
        }
        if (own != null && !named.isEmpty() && !named.equals(own.value().asString())) {
            errors.add(type, verb + " the channel " + named + ", but " + target.name()
                    + ", whose identifier is the pk, declares the channel " + own.value().asString(),
                    "name the way to the entity of the channel by via, or the other channel");
            return Optional.empty();
        }
        return Optional.of(named.isEmpty() ? own.value().asString() : named);
    }
}
