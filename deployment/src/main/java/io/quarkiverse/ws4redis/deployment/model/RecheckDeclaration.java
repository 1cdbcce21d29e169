package io.quarkiverse.ws4redis.deployment.model;

import java.util.EnumSet;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;

import io.quarkiverse.ws4redis.WsChange;

/**
 * What an annotation says about whose permissions depend on an entity.
 *
 * @param type the annotated class
 * @param annotation the annotation as a message names it
 * @param channel the channel; empty if not named
 * @param kind the identity's kind; empty if not named
 * @param via the way to the entity whose identifier is the pk; empty for the class itself
 * @param changes the changes
 */
record RecheckDeclaration(ClassInfo type, String annotation, String channel, String kind, String via, Set<WsChange> changes) {

    static RecheckDeclaration ofRecheck(ClassInfo type, AnnotationInstance recheck) {
        return new RecheckDeclaration(type, "@WsRecheck", text(recheck, "channel"), text(recheck, "kind"), text(recheck, "via"),
                Changes.of(recheck.value("changes"), EnumSet.of(WsChange.UPDATED, WsChange.REMOVED)));
    }

    static RecheckDeclaration ofChannel(ClassInfo type, AnnotationInstance channel) {
        return new RecheckDeclaration(type, "@WsChannel(recheck)", channel.value().asString(), "", "",
                Changes.of(channel.value("recheck"), EnumSet.noneOf(WsChange.class)));
    }

    private static String text(AnnotationInstance annotation, String name) {
        AnnotationValue value = annotation.value(name);
        return value == null ? "" : value.asString();
    }
}
