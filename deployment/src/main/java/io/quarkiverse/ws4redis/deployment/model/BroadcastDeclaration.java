package io.quarkiverse.ws4redis.deployment.model;

import java.util.EnumSet;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.ws4redis.WsChange;

/**
 * What an annotation says about the changes of an entity.
 *
 * @param type the annotated class
 * @param annotation the annotation as a message names it
 * @param channel the channel; empty if not named
 * @param via the way to the channel's entity; empty for the class itself
 * @param changes the changes
 * @param projection the projection; {@code null} for none
 * @param view the view; {@code null} for none
 */
record BroadcastDeclaration(ClassInfo type, String annotation, String channel, String via, Set<WsChange> changes,
        Type projection, Type view) {

    static BroadcastDeclaration ofBroadcast(ClassInfo type, AnnotationInstance broadcast) {
        return new BroadcastDeclaration(type, "@WsBroadcast", text(broadcast, "channel"),
                text(broadcast, "via"), Changes.of(broadcast.value("changes"), EnumSet.allOf(WsChange.class)),
                type(broadcast, "projection"), type(broadcast, "view"));
    }

    static BroadcastDeclaration ofChannel(ClassInfo type, AnnotationInstance channel) {
        return new BroadcastDeclaration(type, "@WsChannel(broadcasts)", channel.value().asString(), "",
                Changes.of(channel.value("broadcasts"), EnumSet.noneOf(WsChange.class)), type(channel, "projection"),
                type(channel, "view"));
    }

    boolean hasData() {
        return projection != null || view != null;
    }

    private static String text(AnnotationInstance annotation, String name) {
        AnnotationValue value = annotation.value(name);
        return value == null ? "" : value.asString();
    }

    private static Type type(AnnotationInstance annotation, String name) {
        AnnotationValue value = annotation.value(name);
        return value == null || value.asClass().kind() == Type.Kind.VOID ? null : value.asClass();
    }
}
