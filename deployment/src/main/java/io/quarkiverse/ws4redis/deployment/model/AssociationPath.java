package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ENTITY;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.TO_ONE;

import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/** Follows the way that an annotation names, from its entity to the one whose identifier is the pk. */
final class AssociationPath {

    private static final String REMEDY = "name @ManyToOne or @OneToOne associations, with dots between them";

    private final IndexView index;
    private final ClassInfo type;
    private final String verb;
    private final String via;
    private final ModelErrors errors;

    /** {@code verb}: what is done that way, for messages. */
    AssociationPath(IndexView index, ClassInfo type, String verb, String via, ModelErrors errors) {
        this.index = index;
        this.type = type;
        this.verb = verb;
        this.via = via;
        this.errors = errors;
    }

    /** {@return the entity at the end; empty if there is no such way} */
    Optional<ClassInfo> target() {
        Optional<ClassInfo> entity = Optional.of(type);
        if (!via.isEmpty()) {
            for (String step : via.split("\\.", -1)) {
                entity = entity.flatMap(from -> follow(from, step));
            }
        }
        return entity;
    }

    private Optional<ClassInfo> follow(ClassInfo from, String step) {
        Optional<Type> attribute = attributes(from, step).filter(AssociationPath::isToOne).map(AssociationPath::type)
                .findFirst();
        if (attribute.isEmpty()) {
            errors.add(type, verb + " via " + via + ", but '" + step
                    + "' is no to-one association of " + from.name(), REMEDY);
            return Optional.empty();
        }
        ClassInfo target = index.getClassByName(attribute.get().name());
        if (target == null || !target.hasDeclaredAnnotation(ENTITY)) {
            errors.add(type, verb + " via " + via + ", but '" + step + "' of " + from.name()
                    + " leads to " + attribute.get().name() + ", which is no @Entity", REMEDY);
            return Optional.empty();
        }
        return Optional.of(target);
    }

    /** Fields and getters: either may have the annotations. */
    private Stream<AnnotationTarget> attributes(ClassInfo type, String name) {
        if (name.isEmpty()) {
            return Stream.empty();
        }
        String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Hierarchy.of(index, type).flatMap(c -> Stream.<AnnotationTarget>concat(
                Stream.ofNullable(c.field(name)), Stream.ofNullable(c.method(getter))));
    }

    private static boolean isToOne(AnnotationTarget attribute) {
        return TO_ONE.stream().anyMatch(attribute::hasDeclaredAnnotation);
    }

    private static Type type(AnnotationTarget attribute) {
        return attribute.kind() == AnnotationTarget.Kind.FIELD ? attribute.asField().type() : attribute.asMethod().returnType();
    }
}
