package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.AUTHORIZATION_POLICY;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.BLOCKING;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.JSON_WEB_TOKEN;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.NON_BLOCKING;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.OBJECT;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.RUN_ON_VIRTUAL_THREAD;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.SECURITY;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.TRANSACTIONAL;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.UNI;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_CREDENTIALS;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.ws4redis.dispatch.Execution;

/** Reads the methods of one annotated class and says what is wrong with them. */
final class MethodReader {

    private final IndexView index;
    private final ClassInfo type;
    private final boolean isBean;
    private final ModelErrors errors;

    MethodReader(IndexView index, ClassInfo type, boolean isBean, ModelErrors errors) {
        this.index = index;
        this.type = type;
        this.isBean = isBean;
        this.errors = errors;
    }

    /** {@return all methods of the class and of its superclasses in the index, the class's own first} */
    List<MethodInfo> methods() {
        List<MethodInfo> all = new ArrayList<>();
        for (ClassInfo c : Hierarchy.of(index, type).takeWhile(c -> !c.name().equals(OBJECT)).toList()) {
            for (MethodInfo method : c.methods()) {
                if (!method.isSynthetic() && all.stream().noneMatch(m -> overrides(m, method))) {
                    all.add(method);
                }
            }
        }
        return all;
    }

    private static boolean overrides(MethodInfo lower, MethodInfo upper) {
        return lower.name().equals(upper.name()) && lower.parameterTypes().equals(upper.parameterTypes())
                && !lower.declaringClass().equals(upper.declaringClass());
    }

    /** {@return the only method of that name; empty if there is none} */
    Optional<MethodInfo> named(String name) {
        List<MethodInfo> found = methods().stream().filter(m -> m.name().equals(name)).toList();
        if (found.size() > 1) {
            errors.add(found.get(1), "is there more than once",
                    "keep one " + name + "; it may leave out parameters, but not be overloaded");
        }
        return found.stream().findFirst();
    }

    HandlerMethod read(MethodInfo method, DotName request, boolean withCredentials, boolean withToken) {
        checkDeclaration(method);
        List<Argument> arguments = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Type parameter : method.parameterTypes()) {
            Optional<Argument> argument = argument(parameter, request, withCredentials, withToken);
            if (argument.isEmpty()) {
                errors.add(method, "has a parameter of type " + parameter + ", which it cannot get",
                        "use " + allowed(request, withCredentials, withToken));
            } else if (!seen.add(argument.get().getClass())) {
                errors.add(method, "has two parameters for the same thing", "keep one of them");
            }
            argument.ifPresent(arguments::add);
        }
        return new HandlerMethod(method, execution(method), List.copyOf(arguments));
    }

    private static String allowed(DotName request, boolean withCredentials, boolean withToken) {
        List<String> names = new ArrayList<>();
        if (withCredentials) {
            names.add("WsCredentials");
        }
        if (request != null) {
            names.add(request.withoutPackagePrefix());
            names.add("a record or class of the application's own");
        }
        if (withToken) {
            names.add("JsonWebToken (kind jwt only)");
        }
        return String.join(", ", names);
    }

    private Optional<Argument> argument(Type parameter, DotName request, boolean withCredentials, boolean withToken) {
        DotName name = parameter.name();
        if (name.equals(WS_CREDENTIALS)) {
            return withCredentials ? Optional.of(new Argument.Credentials()) : Optional.empty();
        }
        if (name.equals(request)) {
            return Optional.of(new Argument.Request());
        }
        if (name.equals(JSON_WEB_TOKEN)) {
            return withToken ? Optional.of(new Argument.Token()) : Optional.empty();
        }
        ClassInfo payload = parameter.kind() == Type.Kind.CLASS ? index.getClassByName(name) : null;
        boolean bindable = request != null && payload != null && !payload.isInterface() && !payload.isEnum()
                && !payload.isAnnotation() && !name.toString().startsWith("io.quarkiverse.ws4redis.Ws");
        return bindable ? Optional.of(new Argument.Payload(parameter)) : Optional.empty();
    }

    private void checkDeclaration(MethodInfo method) {
        boolean isStatic = Modifier.isStatic(method.flags());
        if (Modifier.isPrivate(method.flags())) {
            errors.add(method, "is private", "remove 'private', generated code calls it");
        }
        if (Modifier.isAbstract(method.flags())) {
            errors.add(method, "is abstract", "give it a body");
        }
        if (!isStatic && !isBean) {
            errors.add(method, "is not static and its class is no CDI bean",
                    "make it static, or give the class a scope such as @ApplicationScoped");
        }
        checkSecurity(method, isStatic);
        if (annotated(method, TRANSACTIONAL) && annotated(method, NON_BLOCKING)) {
            errors.add(method, "is @Transactional and @NonBlocking", "remove @NonBlocking, JTA transactions block");
        }
    }

    private void checkSecurity(MethodInfo method, boolean isStatic) {
        if (declared(method, AUTHORIZATION_POLICY)) {
            errors.add(method, "has @AuthorizationPolicy, which Quarkus enforces on HTTP endpoints only",
                    "check the credentials in the method");
        }
        if (isStatic) {
            annotations(method).filter(annotation -> SECURITY.contains(annotation) || isSecurity(annotation)).distinct()
                    .forEach(annotation -> errors.add(method, "is static, and Quarkus does not enforce @"
                            + annotation.withoutPackagePrefix().replace('$', '.') + " on static methods",
                            "check the credentials in the method, or make the class a CDI bean and the "
                                    + "method an instance method"));
        }
    }

    private boolean declared(MethodInfo method, DotName annotation) {
        return annotations(method).anyMatch(annotation::equals);
    }

    /** An annotation of the application's own that stands for one of Quarkus'. */
    private boolean isSecurity(DotName annotation) {
        ClassInfo declaration = index.getClassByName(annotation);
        return declaration != null && SECURITY.stream().anyMatch(declaration::hasDeclaredAnnotation);
    }

    /** {@return the annotations of a method, and of the classes from the annotated one up to the one that declares it} */
    private Stream<DotName> annotations(MethodInfo method) {
        List<AnnotationInstance> all = new ArrayList<>(method.declaredAnnotations());
        for (ClassInfo c : Hierarchy.of(index, type).toList()) {
            all.addAll(c.declaredAnnotations());
            if (c.name().equals(method.declaringClass().name())) {
                break;
            }
        }
        return all.stream().map(AnnotationInstance::name);
    }

    private static Execution execution(MethodInfo method) {
        if (annotated(method, RUN_ON_VIRTUAL_THREAD)) {
            return Execution.VIRTUAL_THREAD;
        }
        if (annotated(method, NON_BLOCKING)) {
            return Execution.EVENT_LOOP;
        }
        boolean uni = method.returnType().name().equals(UNI);
        return uni && !annotated(method, BLOCKING) && !annotated(method, TRANSACTIONAL)
                ? Execution.EVENT_LOOP
                : Execution.WORKER;
    }

    private static boolean annotated(MethodInfo method, DotName annotation) {
        return method.hasDeclaredAnnotation(annotation) || method.declaringClass().hasDeclaredAnnotation(annotation);
    }

    /** {@return the type that a method returns, or that its Uni does} */
    static Type result(MethodInfo method) {
        Type type = method.returnType();
        if (type.name().equals(UNI)) {
            return type.kind() == Type.Kind.PARAMETERIZED_TYPE
                    ? type.asParameterizedType().arguments().get(0)
                    : Type.create(OBJECT, Type.Kind.CLASS);
        }
        return type;
    }
}
