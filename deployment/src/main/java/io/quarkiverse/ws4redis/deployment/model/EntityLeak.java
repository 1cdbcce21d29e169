package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ENTITY;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.JSON_IGNORE;

import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/** Looks for entities among the parts of a class, and the parts of those, that Jackson would write with it. */
final class EntityLeak {

    private final IndexView index;
    private final Set<DotName> seen = new HashSet<>();

    EntityLeak(IndexView index) {
        this.index = index;
    }

    /** {@return the first part that is an entity or holds entities} */
    Optional<FieldInfo> in(ClassInfo type) {
        return Hierarchy.of(index, type).filter(c -> seen.add(c.name())).flatMap(c -> c.fields().stream())
                .filter(EntityLeak::isWritten).flatMap(field -> names(field.type()).flatMap(name -> in(field, name).stream()))
                .findFirst();
    }

    private Optional<FieldInfo> in(FieldInfo field, DotName name) {
        ClassInfo part = index.getClassByName(name);
        if (part == null) {
            return Optional.empty();
        }
        return part.hasDeclaredAnnotation(ENTITY) ? Optional.of(field) : in(part);
    }

    private static boolean isWritten(FieldInfo field) {
        return !Modifier.isStatic(field.flags()) && !Modifier.isTransient(field.flags())
                && !field.hasDeclaredAnnotation(JSON_IGNORE);
    }

    private static Stream<DotName> names(Type type) {
        return switch (type.kind()) {
            case CLASS -> Stream.of(type.name());
            case ARRAY -> names(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE -> Stream.concat(Stream.of(type.name()),
                    type.asParameterizedType().arguments().stream().flatMap(EntityLeak::names));
            case WILDCARD_TYPE -> names(type.asWildcardType().extendsBound());
            default -> Stream.empty();
        };
    }
}
