package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ENTITY;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.JSON_IGNORE;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.MAPPED_SUPERCLASS;

import java.beans.Introspector;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/** Looks for entities among the parts of a class, and the parts of those, that Jackson would write with it. */
final class EntityLeak {

    private static final String GET = "get";

    private final IndexView index;
    private final Set<DotName> seen = new HashSet<>();

    /** Something that is written, by the name that messages have for it. */
    private record Part(String name, Type type) {
    }

    EntityLeak(IndexView index) {
        this.index = index;
    }

    /** {@return the first part that is an entity or holds entities, by its name} */
    Optional<String> in(ClassInfo type) {
        return Hierarchy.of(index, type).filter(c -> seen.add(c.name())).flatMap(EntityLeak::parts)
                .flatMap(part -> names(part.type()).flatMap(name -> in(part, name).stream())).findFirst();
    }

    private Optional<String> in(Part part, DotName name) {
        ClassInfo type = index.getClassByName(name);
        if (type == null) {
            return Optional.empty();
        }
        return type.hasDeclaredAnnotation(ENTITY) || type.hasDeclaredAnnotation(MAPPED_SUPERCLASS)
                ? Optional.of(part.name())
                : in(type);
    }

    private static Stream<Part> parts(ClassInfo type) {
        Stream<Part> fields = type.fields().stream()
                .filter(field -> !Modifier.isStatic(field.flags()) && !Modifier.isTransient(field.flags()))
                .filter(field -> !isIgnored(type, field.name()))
                .map(field -> new Part(type.simpleName() + "." + field.name(), field.type()));
        Stream<Part> getters = type.methods().stream().filter(EntityLeak::isGetter)
                .filter(getter -> !isIgnored(type, Introspector.decapitalize(getter.name().substring(GET.length()))))
                .map(getter -> new Part(type.simpleName() + "." + getter.name() + "()", getter.returnType()));
        return Stream.concat(fields, getters);
    }

    private static boolean isGetter(MethodInfo method) {
        return Modifier.isPublic(method.flags()) && !Modifier.isStatic(method.flags()) && method.parametersCount() == 0
                && method.name().startsWith(GET) && method.name().length() > GET.length();
    }

    /** Jackson leaves out both the field and the getter if one of them says so. */
    private static boolean isIgnored(ClassInfo type, String property) {
        String getter = GET + Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return Stream.<AnnotationTarget>concat(Stream.ofNullable(type.field(property)), Stream.ofNullable(type.method(getter)))
                .anyMatch(part -> part.hasDeclaredAnnotation(JSON_IGNORE));
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
